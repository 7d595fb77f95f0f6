package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialsIT {
  private final Shop shop = Shop.open();
  private final Client operator = Client.operator();

  @Test
  void scopesDecideWhatACredentialDoes() {
    String account = shop.account(100);
    Client creates = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"payments:create\"]}"));
    Client reads = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"read\"]}"));
    Client accounts = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"accounts:manage\"]}"));

    assertThat(creates.post("/payments", payment()).status()).isEqualTo(201);
    assertThat(creates.get("/payments").status()).isEqualTo(403);
    assertThat(creates.post(deposits(account), deposit()).status()).isEqualTo(403);
    assertThat(reads.get("/payments").status()).isEqualTo(200);
    assertThat(reads.post("/payments", payment()).status()).isEqualTo(403);
    assertThat(accounts.post(deposits(account), deposit()).status()).isEqualTo(201);
    assertThat(accounts.get("/accounts/" + account).status()).isEqualTo(403);
    assertThat(shop.server().get(credentials(shop)).status()).isEqualTo(403);
  }

  @Test
  void merchantWithSettingsManagesItsOwnCredentialsOnly() {
    Client settings = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"settings\",\"read\"]}"));
    Shop other = Shop.open();

    Reply made = settings.post(credentials(shop), "{\"type\":\"SECRET\",\"scopes\":[\"read\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(basic(made).get("/payments").status()).isEqualTo(200);
    assertThat(settings.get(credentials(shop)).body()).doesNotContain(made.text("secret"));
    assertThat(settings.post(credentials(other), "{\"type\":\"SECRET\"}").status()).isEqualTo(404);
    assertThat(settings.get(credentials(other)).status()).isEqualTo(404);
    assertThat(settings.get("/merchants/" + other.merchantId()).status()).isEqualTo(404);
    assertThat(settings.get("/merchants/" + shop.merchantId()).status()).isEqualTo(200);
    assertThat(settings.get("/merchants").status()).isEqualTo(403);
  }

  @Test
  void merchantChangesItsReturnOriginsAndNothingElse() {
    Client settings = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"settings\"]}"));

    Reply changed = patch(settings, "{\"returnOrigins\":[\"https://new.example\"]}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.json().getJsonArray("returnOrigins").toString())
        .isEqualTo("[\"https://new.example\"]");
    assertThat(patch(settings, "{\"status\":\"ACTIVE\"}").status()).isEqualTo(403);
    assertThat(patch(settings, "{\"signedOnly\":false}").status()).isEqualTo(403);
    assertThat(patch(shop.server(), "{\"returnOrigins\":[]}").status()).isEqualTo(403);
  }

  @Test
  void rotationOverlapsAndThenTheOldOneEnds() {
    String rotation = credentials(shop) + "/" + shop.credentialId() + "/rotation";

    Reply successor = operator.post(rotation, "{\"overlapSeconds\":4}");

    assertThat(successor.status()).as(successor.body()).isEqualTo(201);
    assertThat(basic(successor).get("/payments").status()).isEqualTo(200);
    assertThat(shop.server().get("/payments").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(9))
        .until(() -> shop.server().get("/payments").status() == 401);
    assertThat(basic(successor).get("/payments").status()).isEqualTo(200);
    assertThat(operator.post(rotation, "{}").status()).isEqualTo(404);
  }

  @Test
  void signedOnlyMerchantIsNotBelievedASecret() {
    assertThat(patch(operator, "{\"signedOnly\":true}").status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> shop.server().get("/payments").status() == 401);
  }

  @Test
  void replayOfACreationDoesNotShowTheSecretAgain() {
    Client settings = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"settings\"]}"));
    String key = UUID.randomUUID().toString();

    Reply first = keyed(settings, key);
    Reply again = keyed(settings, key);

    assertThat(first.json()).containsKey("secret");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.json()).doesNotContainKey("secret");
  }

  @Test
  void secretsAreNotReadableInTheDatabase() throws Exception {
    Reply hmac = create("{\"type\":\"HMAC\"}");
    Reply plain = create("{\"type\":\"SECRET\"}");
    Reply ed25519 = create("{\"type\":\"ED25519\",\"publicKey\":\"" + publicKey() + "\"}");

    assertThat(ed25519.status()).as(ed25519.body()).isEqualTo(201);
    assertThat(ed25519.json()).doesNotContainKey("secret").containsKey("publicKey");
    for (Reply made : new Reply[] {hmac, plain}) {
      String stored =
          Books.strings(
                  "select credentials::text from credentials where id = '" + made.text("id") + "'")
              .get(0);
      assertThat(stored)
          .doesNotContain(made.text("secret"))
          .doesNotContain(
              hex(made.text("secret").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
  }

  @Test
  void lastUseIsNoted() {
    Client reads = basic(create("{\"type\":\"SECRET\",\"scopes\":[\"read\"]}"));
    reads.get("/payments");

    await()
        .atMost(Duration.ofSeconds(25))
        .until(
            () ->
                Books.count(
                        "select count(*) from credentials where last_used_at > now() - interval '1 minute'"
                            + " and merchant_id = '"
                            + shop.merchantId()
                            + "'")
                    > 0);
  }

  @Test
  void malformedCredentialsAreRefusedByField() {
    refused("{\"type\":\"SECRET\",\"scopes\":[\"all\"]}", "scopes[0]");
    refused("{\"type\":\"SECRET\",\"scopes\":[]}", "scopes");
    refused("{\"type\":\"ED25519\"}", "publicKey");
    refused("{\"type\":\"HMAC\",\"publicKey\":\"" + "A".repeat(43) + "\"}", "publicKey");
    refused("{\"type\":\"ED25519\",\"publicKey\":\"" + "!".repeat(43) + "\"}", "publicKey");
    refused("{\"type\":\"SECRET\",\"allowedAddresses\":[\"10.0.0.0/33\"]}", "allowedAddresses[0]");
    refused("{\"type\":\"SECRET\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "expiresAt");
  }

  @Test
  void credentialWorksFromAllowedAddressesOnly() {
    Client elsewhere =
        basic(create("{\"type\":\"SECRET\",\"allowedAddresses\":[\"192.0.2.0/24\"]}"));
    Client here = basic(create("{\"type\":\"SECRET\",\"allowedAddresses\":[\"127.0.0.0/8\"]}"));

    assertThat(elsewhere.get("/payments").status()).isEqualTo(401);
    assertThat(here.get("/payments").status()).isEqualTo(200);
  }

  private void refused(String body, String field) {
    Reply reply = operator.post(credentials(shop), body);
    assertThat(reply.status()).as(body).isEqualTo(400);
    assertThat(reply.fields()).as(body).containsExactly(field);
  }

  private Reply create(String body) {
    Reply reply = operator.post(credentials(shop), body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply;
  }

  private Reply keyed(Client client, String key) {
    return client.send(
        client
            .request(credentials(shop))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString("{\"type\":\"SECRET\"}")));
  }

  private Reply patch(Client client, String body) {
    return client.send(
        client
            .request("/merchants/" + shop.merchantId())
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  private static Client basic(Reply credential) {
    return Client.basic(credential.text("id"), credential.text("secret"));
  }

  private static String credentials(Shop of) {
    return "/merchants/" + of.merchantId() + "/credentials";
  }

  private static String deposits(String account) {
    return "/accounts/" + account + "/deposits";
  }

  private static String deposit() {
    return "{\"depositId\":\"" + UUID.randomUUID() + "\",\"amount\":5}";
  }

  private static String payment() {
    return "{\"orderId\":\"" + UUID.randomUUID() + "\",\"amount\":5,\"currency\":\"CNY\"}";
  }

  /** The last 32 bytes of the key's X.509 form (RFC 8410 section 4). */
  private static String publicKey() throws Exception {
    byte[] x509 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(x509, x509.length - 32, x509.length));
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }
}
