package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.instance.LogFormat;
import io.kassa.instance.SandboxMerchant;
import io.kassa.instance.Verbosity;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One whole flow with values that can be found again, while server and database log all they can.
 * Then everything that was written is searched: what is secret or tells of a person stands nowhere,
 * everything else only where it belongs.
 */
@Tag("payara")
class CanaryIT {
  private static final int KEY_BYTES = 32;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Map<String, byte[]> secret = new TreeMap<>();
  private final Map<String, byte[]> open = new TreeMap<>();
  private final Client operator = Client.operator();
  private final Postbox postbox = Postbox.open();
  private LogFormat format;
  private Verbosity verbosity;

  @AfterEach
  void logAsMuchAsBefore() throws IOException, SQLException {
    postbox.close();
    verbosity.close();
    format.close();
  }

  @Test
  void secretsAndPersonalDataStandNowhereInClear() throws Exception {
    // of JSON a line has all that a plain one has, and fields of its own
    format = LogFormat.json();
    verbosity = Verbosity.everything();
    Instance.current().passwords().forEach((of, value) -> hide("password of " + of, value));
    for (String alias :
        List.of("payment-key-1", "confirmation-1", "personal-data-1", "credential-1")) {
      secret.put("key " + alias, key(alias));
    }

    String merchant = merchant();
    Client server = withSettings(merchant);
    String payment = paid(merchant, server);
    paidThroughProviders(merchant, server);
    Instance.current().database().renewRoles();

    open.put("payment id", ascii(payment));
    open.put("a queue", ascii("kassa.invoices"));
    open.put("a statement of Kassa's", ascii("kassaPool LOG:  execute"));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(placesOf("payment id")).contains("access log", "server log"));
    Map<String, byte[]> all = new TreeMap<>(secret);
    all.putAll(open);
    Map<String, Set<String>> found = Traces.of(new Needles(all));

    assertThat(found).doesNotContainKeys(secret.keySet().toArray(String[]::new));
    assertThat(found.remove("payment id"))
        .as("the search finds what is there, and no broker keeps messages on its disk")
        .contains("access log", "server log")
        .doesNotContain("broker");
    assertThat(found.remove("a queue")).as("the broker's files are searched").contains("broker");
    assertThat(found)
        .isEqualTo(
            Map.of(
                "description", Set.of("payments.description"),
                "line", Set.of("payments.lines"),
                "metadata", Set.of("payments.metadata"),
                "return url", Set.of("payments.return_url"),
                "customer id", Set.of("stored_value_accounts.customer_id"),
                "seller's tax id", Set.of("merchants.seller_tax_id"),
                "order id", Set.of("payments.confirmation_jws", "payments.order_id", "server log"),
                "confirmation", Set.of("payments.confirmation_jws"),
                "a statement of Kassa's", Set.of("database log")));
  }

  /** The last 256 bits of a key: the key itself, whatever form it has (RFC 8410 section 7). */
  private static byte[] key(String alias) throws IOException, GeneralSecurityException {
    byte[] encoded = Instance.current().server().keystore().key(alias).getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  private String merchant() {
    Reply made =
        operator.post(
            "/merchants",
            """
            {"name":"Teahouse","mode":"TEST","invoicing":"ALWAYS",
             "returnOrigins":["https://shop.example"],
             "seller":{"legalName":"Teahouse Ltd","taxId":"%s","address":"1 Nanjing Road"}}
            """
                .formatted(show("seller's tax id")));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("id");
  }

  /** A credential that its merchant made itself, after one that an operator made and rotated. */
  private Client withSettings(String merchant) {
    String credentials = "/merchants/" + merchant + "/credentials";
    Reply first =
        created(
            operator.post(
                credentials,
                "{\"type\":\"SECRET\",\"scopes\":[\"settings\",\"payments:create\","
                    + "\"accounts:manage\",\"read\"]}"),
            "first secret");
    Reply rotated =
        created(
            operator.post(credentials + "/" + first.text("id") + "/rotation", "{}"),
            "rotated secret");
    Client server = Client.basic(rotated.text("id"), rotated.text("secret"));
    Reply hmac = created(server.post(credentials, "{\"type\":\"HMAC\"}"), "HMAC secret");
    URI payments = URI.create(Instance.current().apiBase() + "/payments");
    HttpRequest.Builder signed =
        RequestSigner.hmac(hmac.text("id"), ascii(hmac.text("secret")))
            .sign("GET", payments, new byte[0], Map.of());
    hide("signature", signed.build().headers().firstValue("Signature").orElseThrow().substring(6));
    assertThat(Client.nobody().send(signed).status()).isEqualTo(200);
    mistakes(first.text("id"));
    return server;
  }

  /** What somebody mistypes is nearly a secret. */
  private void mistakes(String credentialId) {
    for (Client wrong :
        new Client[] {
          Client.basic(credentialId, hidden("wrong secret")),
          Client.basic(Instance.current().operatorUser(), hidden("wrong password")),
          Client.basic("no-such-user", hidden("password of nobody")),
          Client.phone("pk_" + hidden("forged payment key")),
          new Client("Bearer " + hidden("token of another kind"))
        }) {
      assertThat(wrong.get("/payments").status()).isEqualTo(401);
    }
  }

  private String paid(String merchant, Client server) {
    Reply account =
        server.post(
            "/accounts",
            "{\"customerId\":\"%s\",\"currency\":\"CNY\"}".formatted(show("customer id")));
    String deposits = "/accounts/" + account.text("id") + "/deposits";
    assertThat(server.post(deposits, "{\"depositId\":\"d\",\"amount\":99}").status())
        .isEqualTo(201);
    Reply payment = server.post("/payments", order(account.text("id")));
    assertThat(payment.status()).as(payment.body()).isEqualTo(201);
    hide("payment key", payment.text("paymentKey"));
    String path = "/payments/" + payment.text("id");
    Client phone = Client.phone(payment.text("paymentKey"));
    refusedWithOpenid(phone, path);
    Reply confirmation = phone.post(path + "/confirmation", confirmationWithBuyer());
    assertThat(confirmation.status()).as(confirmation.body()).isEqualTo(200);
    String signature = confirmation.text("signature");
    open.put("confirmation", ascii(signature.substring(signature.lastIndexOf('.') + 1)));
    await()
        .atMost(LIMIT)
        .until(() -> phone.get(path + "/invoice", "application/pdf").status() == 200);
    String buyer = text("email from the phone") + "@shop.example";
    await().atMost(LIMIT).until(() -> postbox.letters(buyer).size() == 1);
    assertThat(server.get("/merchants/" + merchant).status()).isEqualTo(200);
    assertThat(Client.auditor().get("/audit/entries").status()).isEqualTo(200);
    return payment.text("id");
  }

  /** What a provider is told and tells: keys, whoever pays, and notices in both directions. */
  private void paidThroughProviders(String merchant, Client server) throws IOException {
    SandboxMerchant sold = Sandbox.merchant();
    Map<String, JsonObject> settings =
        Map.of("WECHAT_PAY", sold.weChatPay(), "ALIPAY", sold.alipay());
    hide("key of notices", settings.get("WECHAT_PAY").getString("apiV3Key"));
    secret.put(
        "key at WeChat Pay", pem(settings.get("WECHAT_PAY").getString("merchantPrivateKey")));
    secret.put("key at Alipay", pem(settings.get("ALIPAY").getString("appPrivateKey")));
    settings.forEach(
        (channel, of) -> {
          String body = "{\"channel\":\"%s\",\"settings\":%s}".formatted(channel, of);
          Reply made = operator.post("/merchants/" + merchant + "/channel-configurations", body);
          assertThat(made.status()).as(made.body()).isEqualTo(201);
        });
    paidThrough(
        server,
        "{\"channel\":\"WECHAT_PAY\",\"scene\":\"JSAPI\",\"payer\":{\"openid\":\"%s\"}}"
            .formatted(hidden("openid of who paid")));
    paidThrough(server, "{\"channel\":\"ALIPAY\",\"scene\":\"NATIVE\"}");
  }

  private static void paidThrough(Client server, String confirmation) {
    Reply payment =
        server.post(
            "/payments",
            "{\"orderId\":\"%s\",\"amount\":99,\"currency\":\"CNY\"}".formatted(UUID.randomUUID()));
    assertThat(payment.status()).as(payment.body()).isEqualTo(201);
    String path = "/payments/" + payment.text("id");
    Client phone = Client.phone(payment.text("paymentKey"));
    Reply asked = phone.post(path + "/confirmation", confirmation);
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    Sandbox.scan(ChannelScenesIT.shown(asked.json().getJsonObject("nextAction")), "pay");
    await().atMost(LIMIT).until(() -> phone.get(path).text("status").equals("SUCCEEDED"));
  }

  /** A whole line of a PEM file, found in it and in any other spelling of the key. */
  private static byte[] pem(String file) {
    return Base64.getDecoder().decode(file.lines().skip(2).findFirst().orElseThrow());
  }

  private String order(String account) {
    return """
    {"orderId":"%s","amount":99,"currency":"CNY","description":"%s","metadata":{"note":"%s"},
     "returnUrl":"https://shop.example/%s","payer":{"accountId":"%s"},
     "lines":[{"description":"%s","quantity":1,"unitAmount":99,"taxRate":0}],
     "invoice":{"buyerName":"%s","buyerTaxId":"%s","email":"%s@shop.example"}}
    """
        .formatted(
            show("order id"),
            show("description"),
            show("metadata"),
            show("return url"),
            account,
            show("line"),
            hidden("buyer's name"),
            hidden("buyer's tax id"),
            hidden("buyer's email"));
  }

  private String confirmationWithBuyer() {
    return """
    {"channel":"BALANCE",
     "invoice":{"buyerName":"%s","buyerTaxId":"%s","email":"%s@shop.example"}}
    """
        .formatted(
            hidden("name from the phone"),
            hidden("tax id from the phone"),
            hidden("email from the phone"));
  }

  private void refusedWithOpenid(Client phone, String path) {
    String body =
        "{\"channel\":\"WECHAT_PAY\",\"scene\":\"JSAPI\",\"payer\":{\"openid\":\"%s\"}}"
            .formatted(hidden("openid"));
    assertThat(phone.post(path + "/confirmation", body).status()).isBetween(400, 499);
  }

  private Set<String> placesOf(String name) throws IOException, SQLException {
    return Traces.of(new Needles(Map.of(name, open.get(name)))).getOrDefault(name, Set.of());
  }

  private Reply created(Reply credential, String name) {
    assertThat(credential.status()).as(credential.body()).isEqualTo(201);
    hide(name, credential.text("secret"));
    return credential;
  }

  private void hide(String name, String value) {
    assertThat(secret.put(name, ascii(value))).as(name).isNull();
  }

  /** A value of that name that must be found nowhere. */
  private String hidden(String name) {
    String value = canary();
    hide(name, value);
    return value;
  }

  /** A value of that name that may stand where it belongs. */
  private String show(String name) {
    String value = canary();
    open.put(name, ascii(value));
    return value;
  }

  private static String canary() {
    return "canary" + UUID.randomUUID().toString().replace("-", "");
  }

  private String text(String name) {
    return new String(secret.get(name), StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
