package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.model.NewRefund;
import io.kassa.client.model.Refund;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa refund}. */
@Command(name = "refund", description = "Give money back, all of it or a part.")
final class RefundCommand implements Callable<Integer> {
  @ParentCommand private Kassa kassa;

  @Parameters(index = "0", paramLabel = "PAYMENT", description = "Its id.")
  private String paymentId;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "A part, such as 5.00; all that is left if not given.")
  private String amount;

  @Option(
      names = "--refund-id",
      paramLabel = "ID",
      description = "Your id of it, so that trying again refunds once; a new one if not given.")
  private String refundId;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For the books.")
  private String reason;

  @Override
  public Integer call() {
    MerchantClient merchant = kassa.profile().merchant();
    NewRefund wanted =
        NewRefund.of(refundId == null ? "cli-" + UUID.randomUUID() : refundId).reason(reason);
    if (amount != null) {
      String currency = merchant.payment(paymentId).currency();
      wanted = wanted.amountMinor(Amounts.minor(amount, currency));
    }
    Refund refund = merchant.refund(paymentId, wanted);
    kassa
        .printer()
        .object(
            refund,
            "refund",
            refund.id(),
            "your id",
            refund.refundId(),
            "amount",
            Amounts.text(refund.amountMinor(), refund.currency()),
            "status",
            refund.status());
    return Exit.DONE;
  }
}
