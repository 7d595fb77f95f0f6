package io.kassa.client.command;

import io.kassa.client.model.Buyer;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa create}. */
@Command(name = "create", description = "Create a payment and show its key and checkout page.")
final class CreateCommand implements Callable<Integer> {
  @ParentCommand private Kassa kassa;

  @Parameters(paramLabel = "AMOUNT", description = "Such as 19.99.")
  private String amount;

  @Option(names = "--order", paramLabel = "ID", description = "The order; a new one if not given.")
  private String orderId;

  @Option(names = "--currency", paramLabel = "CODE", description = "The profile's if not given.")
  private String currency;

  @Option(names = "--description", paramLabel = "TEXT", description = "What the customer reads.")
  private String description;

  @Option(
      names = "--expires-in",
      paramLabel = "SECONDS",
      description = "How long it can be confirmed; 900 if not given.")
  private Integer expiresIn;

  @Option(names = "--return-url", paramLabel = "URL", description = "Where to go back to.")
  private URI returnUrl;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The customer's stored-value account; the profile's if not given.")
  private String accountId;

  @Option(names = "--invoice-to", paramLabel = "NAME", description = "Asks for an invoice.")
  private String buyer;

  @Option(names = "--qr", description = "Shows the checkout page as a QR code.")
  private boolean qr;

  @Override
  public Integer call() {
    Profile profile = kassa.profile();
    Payment payment = profile.merchant().create(order(profile));
    Printer printer = kassa.printer();
    printer.object(
        payment,
        "payment",
        payment.id(),
        "order",
        payment.orderId(),
        "amount",
        Amounts.text(payment.amountMinor(), payment.currency()),
        "status",
        payment.status(),
        "expires",
        payment.expiresAt().toString(),
        "key",
        payment.paymentKey().orElse(null),
        "checkout",
        payment.checkoutUrl().map(URI::toString).orElse(null));
    if (qr && payment.checkoutUrl().isPresent()) {
      printer.remark(TerminalQr.of(payment.checkoutUrl().get().toString()));
    }
    return Exit.DONE;
  }

  private NewPayment order(Profile profile) {
    String unit = currency == null ? profile.currency() : currency;
    NewPayment order =
        NewPayment.of(
                orderId == null ? "cli-" + UUID.randomUUID() : orderId,
                Amounts.minor(amount, unit),
                unit)
            .description(description);
    String account = accountId == null ? profile.accountId().orElse(null) : accountId;
    if (account != null) {
      order = order.payerAccount(account);
    }
    if (expiresIn != null) {
      order = order.expiresIn(Duration.ofSeconds(expiresIn));
    }
    if (returnUrl != null) {
      order = order.returnUrl(returnUrl);
    }
    return buyer == null ? order : order.invoiceTo(Buyer.of(buyer));
  }
}
