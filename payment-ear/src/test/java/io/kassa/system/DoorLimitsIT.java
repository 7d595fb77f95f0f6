package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the door and the listener refuse however right the request is. */
class DoorLimitsIT {
  private static final int THREADS = 16;
  private static final int MOST_TRIES = 20_000;
  private static final int HEADER_BYTES = 8 * 1024;

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open();
  }

  @Test
  void everyAnswerToAMerchantTellsWhereItsCredentialStands() {
    for (Reply reply :
        List.of(
            shop.server().get("/payments"),
            shop.server().get("/payments/018f0000-0000-7000-8000-000000000000"),
            shop.server().get("/no-such-route"),
            shop.server().post("/payments", "{}"),
            shop.server().get("/merchants"))) {
      assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"credential\";q=600000;w=60");
      assertThat(reply.header("RateLimit")).matches("\"credential\";r=[0-9]+;t=[1-6]");
    }
    assertThat(Client.operator().get("/merchants").header("RateLimit")).isNull();
    assertThat(Client.nobody().get("/keys").header("RateLimit")).isNull();
  }

  @Test
  void tooManyWrongProofsOfAnAddressAreRefusedBeforeTheyAreChecked() throws Exception {
    String address = "198.51.100.21";
    Client wrong = Client.basic(shop.credentialId(), "wrong");

    Reply reply = guessedUntilRefused(() -> from(address, wrong));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("too-many-requests");
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"failed-proofs\";q=6000;w=60");
    // a wrong proof counts after the fact, so the bucket may be one token below empty: 6.01 s
    assertThat(reply.header("RateLimit")).matches("\"failed-proofs\";r=0;t=[1-7]");
    assertThat(from("198.51.100.22", shop.server()).status()).as("others").isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> from(address, shop.server()).status() == 200);
  }

  @Test
  void wrongSignaturesAreWrongProofsToo() throws Exception {
    String address = "198.51.100.23";
    byte[] secret = "0".repeat(43).getBytes(StandardCharsets.US_ASCII);
    RequestSigner wrong = RequestSigner.hmac(shop.hmac("{\"type\":\"HMAC\"}").keyId(), secret);
    URI payments = URI.create(Instance.current().apiBase() + "/payments");

    Reply reply =
        guessedUntilRefused(
            () ->
                Client.nobody()
                    .send(
                        wrong
                            .sign("GET", payments, new byte[0], Map.of())
                            .header("X-Forwarded-For", address)));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("RateLimit")).contains("failed-proofs");
  }

  /** The first answer that is no 401. */
  private static Reply guessedUntilRefused(Supplier<Reply> guess) throws InterruptedException {
    AtomicReference<Reply> refused = new AtomicReference<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Void> guesses =
          () -> {
            for (int i = 0; i < MOST_TRIES / THREADS && refused.get() == null; i++) {
              Reply reply = guess.get();
              if (reply.status() != 401) {
                refused.set(reply);
              }
            }
            return null;
          };
      threads.invokeAll(IntStream.range(0, THREADS).mapToObj(i -> guesses).toList());
    } finally {
      threads.shutdown();
    }
    return refused.get();
  }

  @Test
  void guessedOperatorIsLockedOutFromThereOnlyAndAuditedOnce() {
    String address = "198.51.100.31";
    String entries =
        "select count(*) from audit_entries where action = 'operator.locked' and actor = 'operator'"
            + " and object_id = '"
            + address
            + "'";
    // the database of an earlier run may still be there
    long earlier = Books.count(entries);
    assertThat(from(address, Client.operator(), "/merchants").status()).isEqualTo(200);
    Client wrong = Client.basic("operator", "wrong");
    for (int i = 0; i < 9; i++) {
      assertThat(from(address, wrong, "/merchants").status()).isEqualTo(401);
    }
    assertThat(from(address, Client.operator(), "/merchants").status())
        .as("nine failures are forgiven")
        .isEqualTo(200);

    Reply before = from(address, wrong, "/merchants");
    IntStream.range(0, 12).forEach(i -> from(address, wrong, "/merchants"));
    Reply locked = from(address, Client.operator(), "/merchants");

    assertThat(locked.status()).isEqualTo(401);
    assertThat(withoutId(locked)).isEqualTo(withoutId(before));
    assertThat(from("198.51.100.32", Client.operator(), "/merchants").status()).isEqualTo(200);
    assertThat(from(address, Client.auditor(), "/merchants").status()).isEqualTo(200);
    assertThat(Books.count(entries)).isEqualTo(earlier + 1);
  }

  @Test
  void noAnswerOpensASession() {
    Shop.Order order = shop.order(shop.account(100), 10);
    for (Reply reply :
        List.of(
            shop.server().get("/payments"),
            order.phone().get(order.path()),
            order.confirm(),
            Client.operator().get("/merchants"),
            Client.auditor().get("/merchants"),
            Client.auditor().post("/merchants", "{\"name\":\"x\",\"mode\":\"TEST\"}"),
            Client.basic("operator", "wrong").get("/merchants"),
            Client.nobody().get("/payments"),
            Client.nobody().get("/keys"),
            shop.server().get("/no-such-route"))) {
      assertThat(reply.header("Set-Cookie")).isNull();
    }
  }

  @Test
  void headersBeyondTheListenersBufferAreRefused() {
    assertThat(padded("x".repeat(HEADER_BYTES / 2)).status()).isEqualTo(200);
    assertThat(padded("x".repeat(HEADER_BYTES)).status()).isIn(400, 431);
  }

  @Test
  void moreThanAHundredHeadersAreRefused() {
    assertThat(manyHeaders(50)).isEqualTo(200);
    assertThat(manyHeaders(101)).isIn(400, 431);
  }

  private static int manyHeaders(int count) {
    HttpRequest.Builder request = shop.server().request("/payments").GET();
    IntStream.range(0, count).forEach(i -> request.header("X-Number-" + i, "1"));
    return shop.server().send(request).status();
  }

  private static Reply padded(String value) {
    return shop.server().send(shop.server().request("/payments").header("X-Padding", value).GET());
  }

  private static Reply from(String address, Client client) {
    return from(address, client, "/payments");
  }

  private static Reply from(String address, Client client, String path) {
    return client.send(client.request(path).header("X-Forwarded-For", address).GET());
  }

  private static String withoutId(Reply reply) {
    return reply.body().replaceAll("urn:kassa:request:[^\"]+", "");
  }
}
