package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.PhoneClient;
import io.kassa.client.model.Channel;
import io.kassa.client.model.ConfirmResult;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.NextAction;
import io.kassa.client.model.PayerChoice;
import io.kassa.client.model.Payment;
import io.kassa.client.model.Scene;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa pay}: the phone's side of a payment. */
@Command(
    name = "pay",
    description = "Pay as a phone: an existing payment by its checkout page, or a new one.")
final class PayCommand implements Callable<Integer> {
  private static final String CHECKOUT = "/checkout/";

  @ParentCommand private Kassa kassa;

  @Parameters(
      arity = "0..1",
      paramLabel = "AMOUNT|URL",
      defaultValue = "1",
      description = "A checkout page with its key, or an amount to create and pay; 1 if not given.")
  private String what;

  @Option(
      names = "--channel",
      defaultValue = "BALANCE",
      description = "BALANCE, WECHAT_PAY, ALIPAY or TEST; ${DEFAULT-VALUE} if not given.")
  private String channel;

  @Option(names = "--scene", description = "NATIVE, APP, H5 or JSAPI.")
  private String scene;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long to wait for the payer; ${DEFAULT-VALUE} if not given.")
  private int timeout;

  @Override
  public Integer call() {
    PhoneClient phone = what.indexOf('#') < 0 ? created() : given();
    PayerChoice choice = PayerChoice.of(Channel.of(channel.toUpperCase(Locale.ROOT)));
    if (scene != null) {
      choice = choice.scene(Scene.of(scene.toUpperCase(Locale.ROOT)));
    }
    ConfirmResult result = phone.confirm(choice);
    Optional<Confirmation> confirmation = result.confirmation();
    if (confirmation.isEmpty()) {
      result.nextAction().ifPresent(this::show);
      Payment payment = phone.waitUntilFinal(Duration.ofSeconds(timeout));
      if (!payment.isSucceeded()) {
        kassa.printer().object(payment, "payment", payment.id(), "status", payment.status());
        return Exit.NOT_YET;
      }
      confirmation = Optional.of(phone.receipt());
    }
    print(confirmation.get());
    return Exit.DONE;
  }

  private PhoneClient created() {
    Profile profile = kassa.profile();
    MerchantClient merchant = profile.merchant();
    NewPayment order =
        NewPayment.of(
            "cli-" + UUID.randomUUID(),
            Amounts.minor(what, profile.currency()),
            profile.currency());
    Payment payment = merchant.create(profile.accountId().map(order::payerAccount).orElse(order));
    return PhoneClient.of(profile.apiBase(), payment.id(), payment.paymentKey().orElseThrow());
  }

  /** The API lies beside the checkout page. */
  private PhoneClient given() {
    URI page = URI.create(what);
    String text = page.toString();
    int checkout = text.indexOf(CHECKOUT);
    int hash = text.indexOf('#');
    if (checkout < 0 || hash < checkout) {
      throw new UsageException("a checkout page ends with /checkout/<payment>#<key>");
    }
    return PhoneClient.of(
        URI.create(text.substring(0, checkout) + "/api/v1"),
        text.substring(checkout + CHECKOUT.length(), hash),
        text.substring(hash + 1));
  }

  private void show(NextAction action) {
    Printer printer = kassa.printer();
    if (printer.isJson()) {
      printer.line(action.json());
      return;
    }
    action
        .qrText()
        .ifPresent(
            text -> {
              printer.line(TerminalQr.of(text));
              printer.line("Scan it, or open " + text);
            });
    action.url().ifPresent(url -> printer.line("Open " + url));
    if (!action.parameters().isEmpty()) {
      printer.line("Hand to the provider's app: " + action.parameters());
    }
  }

  private void print(Confirmation confirmation) {
    kassa
        .printer()
        .object(
            confirmation,
            "payment",
            confirmation.paymentId(),
            "amount",
            Amounts.text(confirmation.amountMinor(), confirmation.currency()),
            "channel",
            confirmation.channel().name(),
            "confirmation",
            confirmation.confirmationNumber(),
            "at",
            confirmation.confirmedAt().toString(),
            "test",
            confirmation.isTest() ? "no real money" : null);
  }
}
