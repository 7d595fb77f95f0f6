package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.model.Channel;
import io.kassa.client.model.Payment;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa status}. */
@Command(name = "status", description = "Show a payment, or wait for its end.")
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private Kassa kassa;

  @Parameters(paramLabel = "PAYMENT", description = "Its id.")
  private String paymentId;

  @Option(names = "--wait", description = "Until it is paid, canceled or expired.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait; ${DEFAULT-VALUE} if not given.")
  private int timeout;

  @Override
  public Integer call() {
    MerchantClient merchant = kassa.profile().merchant();
    Payment payment =
        wait
            ? merchant.waitUntilFinal(paymentId, Duration.ofSeconds(timeout))
            : merchant.payment(paymentId);
    kassa
        .printer()
        .object(
            payment,
            "payment",
            payment.id(),
            "order",
            payment.orderId(),
            "amount",
            Amounts.text(payment.amountMinor(), payment.currency()),
            "status",
            payment.status(),
            "channel",
            payment.channel().map(Channel::name).orElse(null),
            "created",
            payment.createdAt().toString(),
            "expires",
            payment.isFinal() ? null : payment.expiresAt().toString(),
            "confirmed",
            payment.confirmedAt().map(Object::toString).orElse(null),
            "refunded",
            payment.amountRefundedMinor() == 0
                ? null
                : Amounts.text(payment.amountRefundedMinor(), payment.currency()),
            "invoice",
            payment.invoiceStatus());
    return wait && !payment.isFinal() ? Exit.NOT_YET : Exit.DONE;
  }
}
