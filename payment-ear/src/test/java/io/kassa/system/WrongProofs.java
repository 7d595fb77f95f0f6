package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Requests that are refused for their proof, by the cause; all else about them is the same. */
final class WrongProofs {
  /** As many clients as keep each below the limit of wrong proofs and below the lock-out. */
  private static final int CLIENTS = 1 << 14;

  /** A signature is good for 300 s; it is replayed for a shorter time. */
  private static final int REPLAYS = 1_000;

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final String LOCKED_OUT = "198.51.100.77";
  private static final byte[] BODY =
      "{\"orderId\":\"o\",\"amount\":1,\"currency\":\"CNY\"}".getBytes(StandardCharsets.UTF_8);

  private final Shop shop = Shop.open();
  private final Map<String, Supplier<HttpRequest.Builder>> causes = new LinkedHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();

  private WrongProofs() {}

  /** A request for each cause, another one at each call. */
  static Map<String, Supplier<HttpRequest.Builder>> all() throws GeneralSecurityException {
    WrongProofs proofs = new WrongProofs();
    proofs.basic();
    proofs.operators();
    proofs.keys();
    proofs.signatures();
    return proofs.causes;
  }

  private void basic() {
    Reply revoked = credential("{\"type\":\"SECRET\"}");
    Client gone = basic(revoked);
    Client foreign =
        basic(credential("{\"type\":\"SECRET\",\"allowedAddresses\":[\"192.0.2.0/24\"]}"));
    Client old =
        basic(
            credential(
                "{\"type\":\"SECRET\",\"expiresAt\":\"%s\"}"
                    .formatted(Instant.now().plusSeconds(3))));
    Shop suspended = Shop.open();
    Shop signedOnly = Shop.open();
    change(suspended, "{\"status\":\"SUSPENDED\"}");
    change(signedOnly, "{\"signedOnly\":true}");
    revoke(revoked.text("id"));
    causes.put("no proof", () -> post(Client.nobody()));
    causes.put("no Base64", () -> post(new Client("Basic ???")));
    causes.put("unknown scheme", () -> post(new Client("Bearer x")));
    causes.put(
        "unknown credential", () -> post(Client.basic("kc_" + "0".repeat(20), "0".repeat(43))));
    causes.put("wrong secret", () -> post(Client.basic(shop.credentialId(), "0".repeat(43))));
    causes.put("revoked credential", () -> post(gone));
    causes.put("expired credential", () -> post(old));
    causes.put("foreign address", () -> post(foreign));
    causes.put("suspended merchant", () -> post(suspended.server()));
    causes.put("merchant that signs only", () -> post(signedOnly.server()));
    for (Client ended : List.of(gone, old, suspended.server(), signedOnly.server())) {
      await().atMost(Duration.ofSeconds(20)).until(() -> ended.get("/payments").status() == 401);
    }
  }

  private void operators() {
    Client wrong = Client.basic(Instance.current().operatorUser(), "wrong");
    for (int i = 0; i < 10; i++) {
      assertThat(Client.nobody().send(post(wrong, LOCKED_OUT)).status()).isEqualTo(401);
    }
    causes.put("unknown operator", () -> post(Client.basic("nobody-of-ours", "wrong")));
    causes.put("wrong password", () -> post(wrong));
    causes.put("locked-out operator", () -> post(Client.operator(), LOCKED_OUT));
  }

  private void keys() {
    String key = shop.order(shop.account(100), 10).key();
    String forged = key.substring(0, 40) + (key.charAt(40) == 'A' ? 'B' : 'A') + key.substring(41);
    causes.put("malformed payment key", () -> post(Client.phone("pk_x")));
    causes.put("forged payment key", () -> post(Client.phone(forged)));
  }

  private void signatures() throws GeneralSecurityException {
    byte[] secret = "0".repeat(43).getBytes(StandardCharsets.US_ASCII);
    RequestSigner hmac = shop.hmac("{\"type\":\"HMAC\"}");
    RequestSigner gone = shop.hmac("{\"type\":\"HMAC\"}");
    revoke(gone.keyId());
    await().atMost(Duration.ofSeconds(20)).until(() -> status(signed(gone)) == 401);
    RequestSigner edward = shop.ed25519();
    RequestSigner other = shop.ed25519();
    RequestSigner stranger =
        new RequestSigner(
            edward.keyId(), other.algorithm(), other.signing(), other.clock(), other.nonces());
    causes.put(
        "unknown HMAC key", () -> signed(RequestSigner.hmac("kc_" + "0".repeat(20), secret)));
    causes.put("wrong MAC", () -> signed(RequestSigner.hmac(hmac.keyId(), secret)));
    causes.put("revoked HMAC key", () -> signed(gone));
    causes.put("wrong Ed25519 signature", () -> signed(stranger));
    causes.put(
        "late signature",
        () -> signed(hmac.at(Instant.now().minusSeconds(301), UUID.randomUUID().toString())));
    causes.put("replayed nonce", new Replay(hmac)::next);
  }

  /** A request that was accepted once, again and again. */
  private final class Replay {
    private final RequestSigner signer;
    private RequestSigner once;
    private int used;

    Replay(RequestSigner signer) {
      this.signer = signer;
    }

    synchronized HttpRequest.Builder next() {
      if (used++ % REPLAYS == 0) {
        once = signer.at(Instant.now(), UUID.randomUUID().toString());
        assertThat(status(signed(once))).isBetween(200, 201);
      }
      return signed(once);
    }
  }

  private HttpRequest.Builder post(Client client) {
    int i = sent.incrementAndGet() % CLIENTS;
    return post(client, "198.18." + i / 256 + "." + i % 256);
  }

  private static HttpRequest.Builder post(Client client, String address) {
    return client
        .request("/payments")
        .header("Content-Type", "application/json")
        .header("X-Forwarded-For", address)
        .POST(BodyPublishers.ofByteArray(BODY));
  }

  private HttpRequest.Builder signed(RequestSigner signer) {
    int i = sent.incrementAndGet() % CLIENTS;
    URI target = URI.create(Instance.current().apiBase() + "/payments");
    return signer
        .sign("POST", target, BODY, JSON)
        .header("X-Forwarded-For", "198.18." + i / 256 + "." + i % 256);
  }

  private static int status(HttpRequest.Builder request) {
    return Client.nobody().send(request).status();
  }

  private Reply credential(String body) {
    Reply made = Client.operator().post("/merchants/" + shop.merchantId() + "/credentials", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  private static Client basic(Reply credential) {
    return Client.basic(credential.text("id"), credential.text("secret"));
  }

  private void revoke(String credentialId) {
    String path = "/merchants/" + shop.merchantId() + "/credentials/" + credentialId;
    assertThat(Client.operator().send("DELETE", path).status()).isEqualTo(200);
  }

  private static void change(Shop shop, String body) {
    Client operator = Client.operator();
    Reply changed =
        operator.send(
            operator
                .request("/merchants/" + shop.merchantId())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }
}
