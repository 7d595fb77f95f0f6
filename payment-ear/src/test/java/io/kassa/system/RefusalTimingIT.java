package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every refused proof is answered alike, and after the same time: the causes are sent in turn, and
 * their medians lie within {@link #BOUND} of each other. {@code -Dkassa.timing.samples=10000} takes
 * that many samples of each cause.
 */
class RefusalTimingIT {
  private static final int SAMPLES = Integer.getInteger("kassa.timing.samples", 400);
  private static final double BOUND = 1.05;
  private static final int CALLERS = 10;

  /** Rounds that are not counted: compilers and pools warm up. */
  private static final int WARM_UP = 20;

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

  @Test
  void causesOfARefusalCannotBeToldApart() throws Exception {
    basic();
    operators();
    keys();
    signatures();

    causes.forEach((cause, request) -> assertThat(refusal(request)).as(cause).isNotEmpty());
    Set<String> answers = new TreeSet<>();
    causes.values().forEach(request -> answers.add(refusal(request)));
    assertThat(answers).as("one answer to all").hasSize(1);

    Map<String, long[]> nanos = measured();
    Map<String, Double> medians = new LinkedHashMap<>();
    nanos.forEach((cause, all) -> medians.put(cause, median(all)));
    report(nanos, medians);
    double fastest = medians.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    assertThat(medians.values()).allMatch(median -> median <= BOUND * fastest);
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

  private void signatures() throws Exception {
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

  private Map<String, long[]> measured() throws Exception {
    List<String> order = List.copyOf(causes.keySet());
    int rounds = WARM_UP + (SAMPLES + CALLERS - 1) / CALLERS;
    Callable<List<long[]>> caller = () -> IntStream.range(0, rounds).mapToObj(this::round).toList();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<long[]> counted = new ArrayList<>();
      for (Future<List<long[]>> one : threads.invokeAll(Collections.nCopies(CALLERS, caller))) {
        counted.addAll(one.get().subList(WARM_UP, rounds));
      }
      Map<String, long[]> nanos = new LinkedHashMap<>();
      for (int i = 0; i < order.size(); i++) {
        int cause = i;
        nanos.put(order.get(i), counted.stream().mapToLong(round -> round[cause]).toArray());
      }
      return nanos;
    } finally {
      threads.shutdownNow();
    }
  }

  /** How long each cause took once, in turn, from another one on each time. */
  private long[] round(int number) {
    List<Supplier<HttpRequest.Builder>> all = List.copyOf(causes.values());
    long[] nanos = new long[all.size()];
    for (int i = 0; i < nanos.length; i++) {
      int cause = (i + number) % nanos.length;
      HttpRequest.Builder request = all.get(cause).get();
      long begin = System.nanoTime();
      int status = status(request);
      nanos[cause] = System.nanoTime() - begin;
      if (status != 401) {
        throw new IllegalStateException(cause + " was answered " + status);
      }
    }
    return nanos;
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  private static void report(Map<String, long[]> nanos, Map<String, Double> medians) {
    nanos.forEach(
        (cause, all) -> {
          long[] sorted = all.clone();
          Arrays.sort(sorted);
          System.out.printf(
              "401 %-26s %6d samples  p25 %7.3f ms  median %7.3f ms  p75 %7.3f ms%n",
              cause,
              sorted.length,
              sorted[sorted.length / 4] / 1e6,
              medians.get(cause) / 1e6,
              sorted[sorted.length * 3 / 4] / 1e6);
        });
  }

  /** All that a caller sees of a refusal but its time and the request's id. */
  private static String refusal(Supplier<HttpRequest.Builder> request) {
    Reply reply = Client.nobody().send(request.get());
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    Map<String, List<String>> headers = new LinkedHashMap<>(reply.response().headers().map());
    headers.keySet().removeAll(Set.of("date", "request-id"));
    return headers + reply.body().replaceAll("urn:kassa:request:[^\"]+", "");
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
