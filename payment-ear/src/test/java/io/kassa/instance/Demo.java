package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One whole payment through the public API, from the merchant's creation to the invoice's file. */
final class Demo {

  private static final String CURRENCY = "CNY";
  private static final long DEPOSIT_MINOR = 100_000;
  private static final long AMOUNT_MINOR = 1_999;
  private static final Duration INVOICE_LIMIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Instance instance;
  private final Terminal terminal;
  private final Api api;

  Demo(Instance instance, Terminal terminal) {
    this.instance = instance;
    this.terminal = terminal;
    this.api = Api.at(instance.apiBase());
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
   * @throws IOException if a call is refused; the message carries the server's problem
   * @throws GeneralSecurityException if the confirmation does not verify
   */
  void pay() throws IOException, GeneralSecurityException {
    Merchant merchant = merchant();
    instance.describe(merchant.json());
    Api server = api.as(merchant.credentialId(), merchant.secret());
    deposit(server, merchant);
    String orderId = "demo-" + Instant.now().toEpochMilli();
    JsonObject payment = create(server, merchant, orderId);
    confirm(payment);
    invoice(server, payment.getString("id"), orderId);
    new ChannelDemo(instance, terminal, api).pay(server, merchant.id());
  }

  private Merchant merchant() throws IOException {
    JsonObject known = instance.described();
    if (known.containsKey("accountId")) {
      Merchant merchant = Merchant.of(known);
      Api.Answer answer =
          api.as(merchant.credentialId(), merchant.secret())
              .get("/accounts/" + merchant.accountId(), "application/json");
      if (answer.status() == 200) {
        terminal.step("The merchant of an earlier start");
        terminal.detail("merchant", merchant.id());
        return merchant;
      }
    }
    return newMerchant();
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
    String credentialId = credential.getString("id");
    String secret = credential.getString("secret");
    terminal.detail("credential", credentialId);

    terminal.step("The merchant opens an account for a customer");
    String accountId =
        api.as(credentialId, secret)
            .post(
                "/accounts",
                Json.createObjectBuilder()
                    .add("customerId", "customer-" + UUID.randomUUID())
                    .add("currency", CURRENCY)
                    .build())
            .expect(201)
            .getString("id");
    terminal.detail("account", accountId);
    return new Merchant(id, credentialId, secret, accountId);
  }

  private void deposit(Api server, Merchant merchant) throws IOException {
    terminal.step("The customer's account is topped up");
    String account = "/accounts/" + merchant.accountId();
    server
        .post(
            account + "/deposits",
            Json.createObjectBuilder()
                .add("depositId", "deposit-" + UUID.randomUUID())
                .add("amount", DEPOSIT_MINOR)
                .build())
        .expect(200, 201);
    JsonObject now = server.get(account, "application/json").expect(200);
    terminal.detail("balance", now.get("balance") + " (minor units of " + CURRENCY + ")");
  }

  private JsonObject create(Api server, Merchant merchant, String orderId) throws IOException {
    terminal.step("The merchant's server creates a payment");
    JsonObject payment =
        server
            .post(
                "/payments",
                Json.createObjectBuilder()
                    .add("orderId", orderId)
                    .add("amount", AMOUNT_MINOR)
                    .add("currency", CURRENCY)
                    .add("description", "Two pots of tea")
                    .add("payer", Json.createObjectBuilder().add("accountId", merchant.accountId()))
                    .add("invoice", Json.createObjectBuilder().add("buyerName", "A. Customer"))
                    .build())
            .expect(201);
    terminal.detail("order", orderId);
    terminal.detail("payment", payment.getString("id"));
    terminal.detail("status", payment.getString("status"));
    terminal.detail("checkout page", payment.getString("checkoutUrl"));
    return payment;
  }

  private void confirm(JsonObject payment) throws IOException, GeneralSecurityException {
    terminal.step("The phone confirms with the payment key");
    JsonObject confirmation =
        api.withPaymentKey(payment.getString("paymentKey"))
            .post(
                "/payments/" + payment.getString("id") + "/confirmation",
                Json.createObjectBuilder().add("channel", "BALANCE").build())
            .expect(200);
    terminal.detail("status", confirmation.getString("status"));
    terminal.detail("confirmation", confirmation.getString("confirmationNumber"));
    String key =
        new ConfirmationCheck(api.get("/keys", "application/json").expect(200))
            .verify(confirmation);
    terminal.good("the signature is right (key " + key + ")");
  }

  private void invoice(Api server, String paymentId, String orderId) throws IOException {
    terminal.step("The invoice follows");
    long end = System.nanoTime() + INVOICE_LIMIT.toNanos();
    Api.Answer answer = server.get("/payments/" + paymentId + "/invoice", "application/pdf");
    while (answer.status() == 202 && System.nanoTime() < end) {
      pause(answer.retryAfter().orElse(Duration.ofSeconds(1)));
      answer = server.get("/payments/" + paymentId + "/invoice", "application/pdf");
    }
    answer.require(200);
    Path file = instance.settings().directory().resolve("invoice-" + orderId + ".pdf");
    Files.write(file, answer.body());
    terminal.good(file.toString());
  }

  private static void pause(Duration wanted) throws IOException {
    Duration pause = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the invoice", e);
    }
  }
}
