package io.kassa.instance;

import io.kassa.client.MerchantClient;
import io.kassa.client.MerchantCredential;
import io.kassa.client.PhoneClient;
import io.kassa.client.failure.KassaException;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.model.Buyer;
import io.kassa.client.model.Channel;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One whole payment through the public API, from the merchant's creation to the invoice's file. */
final class Demo {

  private static final String CURRENCY = "CNY";
  private static final long DEPOSIT_MINOR = 100_000;
  private static final long AMOUNT_MINOR = 1_999;
  private static final Duration INVOICE_LIMIT = Duration.ofMinutes(1);

  private final Instance instance;
  private final Terminal terminal;

  Demo(Instance instance, Terminal terminal) {
    this.instance = instance;
    this.terminal = terminal;
  }

  /** The demo merchant's own data, as {@code instance.json} keeps them. */
  private record Merchant(String id, String credentialId, String secret, String accountId) {

    JsonObject json() {
      return Json.createObjectBuilder()
          .add("merchantId", id)
          .add("credentialId", credentialId)
          .add("secret", secret)
          .add("currency", CURRENCY)
          .add("accountId", accountId)
          .build();
    }

    static Merchant of(JsonObject json) {
      return new Merchant(
          json.getString("merchantId"),
          json.getString("credentialId"),
          json.getString("secret"),
          json.getString("accountId"));
    }
  }

  /**
   * Pays once.
   *
   * @throws IOException if the operator's calls are refused or a file cannot be written
   * @throws KassaException if a call of the merchant or the phone is refused, or the confirmation
   *     does not verify
   */
  void pay() throws IOException {
    Merchant merchant = merchant();
    instance.describe(merchant.json());
    MerchantClient server = client(merchant);
    deposit(server, merchant);
    String orderId = "demo-" + Instant.now().toEpochMilli();
    Payment payment = create(server, merchant, orderId);
    confirm(server, payment);
    invoice(server, payment.id(), orderId);
    new ChannelDemo(instance, terminal).pay(server, merchant.id());
  }

  private MerchantClient client(Merchant merchant) {
    return MerchantClient.of(
        instance.apiBase(), MerchantCredential.basic(merchant.credentialId(), merchant.secret()));
  }

  private Merchant merchant() throws IOException {
    JsonObject known = instance.described();
    if (known.containsKey("accountId")) {
      Merchant merchant = Merchant.of(known);
      if (isStillThere(merchant)) {
        terminal.step("The merchant of an earlier start");
        terminal.detail("merchant", merchant.id());
        return merchant;
      }
    }
    return newMerchant();
  }

  /** A database that was forgotten took the merchant with it. */
  private boolean isStillThere(Merchant merchant) {
    try {
      client(merchant).account(merchant.accountId());
      return true;
    } catch (RefusedException gone) {
      return false;
    }
  }

  private Merchant newMerchant() throws IOException {
    terminal.step("The operator creates a merchant and its credential");
    Api operator =
        Api.at(instance.operatorApiBase()).as(instance.operatorUser(), instance.operatorPassword());
    String id =
        operator
            .post(
                "/merchants",
                Json.createObjectBuilder()
                    .add("name", "Demo Tea House")
                    .add("mode", "TEST")
                    .add("invoicing", "ALWAYS")
                    .add(
                        "seller",
                        Json.createObjectBuilder()
                            .add("legalName", "Demo Tea House Ltd.")
                            .add("taxId", "91310000DEMO000001")
                            .add("address", "1 Harbour Road, Shanghai"))
                    .build())
            .expect(201)
            .getString("id");
    terminal.detail("merchant", id);
    JsonObject credential =
        operator
            .post(
                "/merchants/" + id + "/credentials",
                Json.createObjectBuilder().add("type", "SECRET").build())
            .expect(201);
    terminal.detail("credential", credential.getString("id"));
    return withAccount(id, credential.getString("id"), credential.getString("secret"));
  }

  private Merchant withAccount(String id, String credentialId, String secret) {
    terminal.step("The merchant opens an account for a customer");
    String accountId =
        MerchantClient.of(instance.apiBase(), MerchantCredential.basic(credentialId, secret))
            .openAccount("customer-" + UUID.randomUUID(), CURRENCY)
            .id();
    terminal.detail("account", accountId);
    return new Merchant(id, credentialId, secret, accountId);
  }

  private void deposit(MerchantClient server, Merchant merchant) {
    terminal.step("The customer's account is topped up");
    long balance =
        server
            .deposit(merchant.accountId(), "deposit-" + UUID.randomUUID(), DEPOSIT_MINOR)
            .balanceMinor();
    terminal.detail("balance", balance + " (minor units of " + CURRENCY + ")");
  }

  private Payment create(MerchantClient server, Merchant merchant, String orderId) {
    terminal.step("The merchant's server creates a payment");
    Payment payment =
        server.create(
            NewPayment.of(orderId, AMOUNT_MINOR, CURRENCY)
                .description("Two pots of tea")
                .payerAccount(merchant.accountId())
                .invoiceTo(Buyer.of("A. Customer")));
    terminal.detail("order", orderId);
    terminal.detail("payment", payment.id());
    terminal.detail("status", payment.status());
    terminal.detail("checkout page", payment.checkoutUrl().orElseThrow().toString());
    return payment;
  }

  private void confirm(MerchantClient server, Payment payment) {
    terminal.step("The phone confirms with the payment key");
    Confirmation confirmation =
        PhoneClient.of(instance.apiBase(), payment.id(), payment.paymentKey().orElseThrow())
            .confirm(Channel.BALANCE)
            .confirmation()
            .orElseThrow();
    terminal.detail("confirmation", confirmation.confirmationNumber());
    String key = server.confirmationVerifier().verify(confirmation);
    terminal.good("the signature is right (key " + key + ")");
  }

  private void invoice(MerchantClient server, String paymentId, String orderId) throws IOException {
    terminal.step("The invoice follows");
    byte[] pdf =
        server
            .invoiceFile(paymentId, INVOICE_LIMIT)
            .orElseThrow(() -> new IOException("no invoice after " + INVOICE_LIMIT));
    Path file = instance.settings().directory().resolve("invoice-" + orderId + ".pdf");
    Files.write(file, pdf);
    terminal.good(file.toString());
  }
}
