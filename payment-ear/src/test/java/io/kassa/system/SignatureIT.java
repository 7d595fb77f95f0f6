package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignatureIT {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Shop shop = Shop.open();
  private final RequestSigner signer = shop.hmac("{\"type\":\"HMAC\"}");

  @Test
  void signedRequestsAreBelieved() throws Exception {
    RequestSigner ed25519 = shop.ed25519();

    for (RequestSigner each : new RequestSigner[] {signer, ed25519}) {
      assertThat(pay(each, payment()).status()).isEqualTo(201);
      assertThat(send(each.sign("GET", uri("/payments?limit=1"), new byte[0], Map.of())).status())
          .isEqualTo(200);
    }
  }

  @Test
  void replayedRequestIsRefusedAndDoesNothing() {
    RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());
    byte[] body = payment();

    Reply first = pay(once, body);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("RateLimit")).as("whoever is proven sees its limit").isNotNull();
    for (byte[] again : List.of(body, payment())) {
      Reply replayed = pay(once, again);
      assertThat(replayed.status()).isEqualTo(401);
      assertThat(replayed.header("RateLimit")).as("as if nobody had signed").isNull();
    }
    assertThat(shop.payments()).isEqualTo(1);
  }

  @Test
  void replayIsRefusedWhereANewRequestWouldBeAnsweredFromMemory() {
    Map<String, String> headers = new HashMap<>(JSON);
    headers.put("Idempotency-Key", "k-replayed");
    byte[] body = payment();
    RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());

    assertThat(send(once.sign("POST", uri("/payments"), body, headers)).status()).isEqualTo(201);
    assertThat(send(once.sign("POST", uri("/payments"), body, headers)).status()).isEqualTo(401);
    assertThat(send(signer.sign("POST", uri("/payments"), body, headers)).status()).isEqualTo(201);
    assertThat(pay(signer, body).status()).isEqualTo(200);
    assertThat(shop.payments()).isEqualTo(1);
  }

  @Test
  void nonceIsSpentByTheEffectOnly() {
    RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());

    assertThat(pay(once, "{\"orderId\":\"o\"}".getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(400);
    assertThat(pay(once, payment()).status()).isEqualTo(201);
  }

  @Test
  void manyReplaysAtOnceHaveOneEffect() throws Exception {
    RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());
    byte[] body = payment();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Integer> call = () -> pay(once, body).status();
      var results = threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> call).toList());
      int created = 0;
      for (var result : results) {
        assertThat(result.get()).isIn(201, 401);
        created += result.get() == 201 ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void noncesThatAreTooOldToBeAcceptedAreClearedAway() {
    assertThat(pay(signer, payment()).status()).isEqualTo(201);
    Books.script(
        """
        insert into request_nonces (created_at, credential_id, nonce, merchant_id)
        select now() - interval '601 seconds', '%s', 'old-' || i, '%s'
          from generate_series(1, 1001) as i
        """
            .formatted(signer.keyId(), shop.merchantId()));

    await().atMost(Duration.ofSeconds(50)).until(() -> nonces() == 1);
  }

  private long nonces() {
    return Books.count(
        "select count(*) from request_nonces where credential_id = '%s'".formatted(signer.keyId()));
  }

  @Test
  void clockMayBeOffByFiveMinutesAndNoMore() {
    Instant now = Instant.now();

    assertThat(at(now.minusSeconds(290))).isEqualTo(201);
    assertThat(at(now.minusSeconds(301))).isEqualTo(401);
    assertThat(at(now.plusSeconds(20))).isEqualTo(201);
    assertThat(at(now.plusSeconds(60))).isEqualTo(401);
  }

  @Test
  void changedPartsAreRefused() {
    byte[] body = payment();
    HttpRequest signed = signer.sign("POST", uri("/payments"), body, JSON).build();

    assertThat(resent(signed, "/accounts", body, null, null).status()).isEqualTo(401);
    assertThat(resent(signed, "/payments?x=1", body, null, null).status()).isEqualTo(401);
    assertThat(resent(signed, "/payments", payment(), null, null).status()).isEqualTo(401);
    assertThat(resent(signed, "/payments", body, "Content-Digest", null).status()).isEqualTo(401);
    assertThat(resent(signed, "/payments", body, "Content-Type", "text/plain").status())
        .isEqualTo(401);
    assertThat(resent(signed, "/payments", body, "Signature", null).status()).isEqualTo(401);
    assertThat(resent(signed, "/payments", body, "Signature-Input", null).status()).isEqualTo(401);
    String twice =
        value(signed, "Signature-Input").replace("\"@method\"", "\"@method\" \"@method\"");
    assertThat(resent(signed, "/payments", body, "Signature-Input", twice).status()).isEqualTo(401);
    String algorithm = value(signed, "Signature-Input").replace("hmac-sha256", "ed25519");
    assertThat(resent(signed, "/payments", body, "Signature-Input", algorithm).status())
        .isEqualTo(401);
    assertThat(shop.payments()).isZero();
    assertThat(resent(signed, "/payments", body, null, null).status()).isEqualTo(201);
  }

  @Test
  void unknownKeyAndOthersKeyAreRefused() {
    byte[] secret = "0".repeat(43).getBytes(StandardCharsets.US_ASCII);

    assertThat(pay(RequestSigner.hmac("kc_" + "0".repeat(20), secret), payment()).status())
        .isEqualTo(401);
    assertThat(pay(RequestSigner.hmac(signer.keyId(), secret), payment()).status()).isEqualTo(401);
    assertThat(pay(RequestSigner.hmac(shop.credentialId(), secret), payment()).status())
        .isEqualTo(401);
  }

  @Test
  void idempotencyKeyHasToBeSigned() {
    HttpRequest.Builder unsigned =
        signer.sign("POST", uri("/payments"), payment(), JSON).header("Idempotency-Key", "k-1");

    assertThat(send(unsigned).status()).isEqualTo(401);
    assertThat(
            send(signer.sign(
                    "POST",
                    uri("/payments"),
                    payment(),
                    Map.of("Content-Type", "application/json", "Idempotency-Key", "k-1")))
                .status())
        .isEqualTo(201);
  }

  @Test
  void scopesHoldForSignedRequestsToo() {
    RequestSigner reads = shop.hmac("{\"type\":\"HMAC\",\"scopes\":[\"read\"]}");

    assertThat(pay(reads, payment()).status()).isEqualTo(403);
  }

  private int at(Instant created) {
    return pay(signer.at(created, UUID.randomUUID().toString()), payment()).status();
  }

  private static Reply pay(RequestSigner signer, byte[] body) {
    return send(signer.sign("POST", uri("/payments"), body, JSON));
  }

  /** The same headers with another target or body, and one header changed, or taken out by null. */
  private static Reply resent(
      HttpRequest signed, String path, byte[] body, String header, String value) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase(header)) {
                request.header(name, values.get(0));
              } else if (value != null) {
                request.header(name, value);
              }
            });
    return send(request);
  }

  private static String value(HttpRequest request, String header) {
    return request.headers().firstValue(header).orElseThrow();
  }

  private static Reply send(HttpRequest.Builder request) {
    return Client.nobody().send(request);
  }

  private static URI uri(String path) {
    return URI.create(Instance.current().apiBase() + path);
  }

  private static byte[] payment() {
    return "{\"orderId\":\"%s\",\"amount\":5,\"currency\":\"CNY\"}"
        .formatted(UUID.randomUUID())
        .getBytes(StandardCharsets.UTF_8);
  }
}
