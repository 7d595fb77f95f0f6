package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.instance.Instance;
import io.kassa.instance.SecondNode;
import io.kassa.instance.Server;
import io.kassa.system.Shop.Order;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What holds on one node holds on all of them. */
@Tag(SecondNode.TAG)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final String HMAC = "{\"type\":\"HMAC\"}";
  private static final int PAIRS = 16;

  private static final String LIMIT = "kassa.limit.credentialPerMinute";
  private static final int PER_MINUTE = 1_200;

  /** A node's share of the tenth of a minute's limit that a credential may use at once. */
  private static final int BURST = PER_MINUTE / 10 / 2;

  private static SecondNode second;

  /** Measured while the other tests run, by a credential of its own. */
  private static FutureTask<Integer> admitted;

  private final Shop shop = Shop.open();

  @BeforeAll
  static void startTwoNodesWithOneLimit() throws IOException {
    second = SecondNode.start(Map.of());
    for (Server server : servers()) {
      server.configure(LIMIT, Integer.toString(PER_MINUTE));
    }
    Client patient = Shop.open().server();
    List<Client> both = List.of(patient, patient.at(second.apiBase()));
    both.forEach(TwoNodesIT::awaitFullBucket);
    admitted = new FutureTask<>(() -> admittedInAMinute(both));
    new Thread(admitted, "measured-minute").start();
  }

  @AfterAll
  static void leaveOneNodeAsItWas() throws IOException {
    if (second != null) {
      for (Server server : servers()) {
        server.forget(LIMIT);
      }
      second.close();
    }
    Client client = Shop.open().server();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/payments").header("RateLimit-Policy").contains("q=600000;"));
  }

  private static List<Server> servers() {
    return List.of(Instance.current().server(), second.server());
  }

  /** A node that is new, or has just seen a new one, hands out little. */
  private static void awaitFullBucket(Client client) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              Reply reply = client.get("/payments");
              int remaining =
                  Integer.parseInt(reply.header("RateLimit").replaceAll(".*;r=([0-9]+);.*", "$1"));
              return reply.header("RateLimit-Policy").contains("q=" + PER_MINUTE + ";")
                  && remaining >= BURST - 2;
            });
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void signedRequestIsBelievedOnceOnAllNodesTogether() throws Exception {
    for (RequestSigner signer : List.of(shop.hmac(HMAC), shop.ed25519())) {
      byte[] one = payment();
      RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());
      assertThat(onFirst(once, one).status()).isEqualTo(201);
      assertThat(onSecond(once, one).status()).as("replayed on the other node").isEqualTo(401);

      byte[] another = payment();
      RequestSigner again = signer.at(Instant.now(), UUID.randomUUID().toString());
      assertThat(onSecond(again, another).status()).isEqualTo(201);
      assertThat(onFirst(again, another).status()).as("and the other way").isEqualTo(401);
    }
    assertThat(shop.payments()).isEqualTo(4);
  }

  @Test
  void signedRequestSentToBothNodesAtOnceHasOneEffect() throws Exception {
    for (RequestSigner signer : List.of(shop.hmac(HMAC), shop.ed25519())) {
      RequestSigner once = signer.at(Instant.now(), UUID.randomUUID().toString());
      byte[] body = payment();

      List<Integer> codes =
          onBothAtOnce(() -> onFirst(once, body).status(), () -> onSecond(once, body).status());

      assertThat(codes).containsOnly(201, 401).containsOnlyOnce(201);
    }
    assertThat(shop.payments()).isEqualTo(2);
  }

  @Test
  void revokedCredentialIsRefusedOnTheOtherNodeWithinFiveSeconds() {
    RequestSigner signer = shop.hmac(HMAC);
    assertThat(onSecond(signer, payment()).status()).isEqualTo(201);

    Reply revoked =
        Client.operator()
            .send("DELETE", "/merchants/" + shop.merchantId() + "/credentials/" + signer.keyId());

    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> onSecond(signer, payment()).status() == 401);
  }

  @Test
  void paymentCreatedOnOneNodeIsConfirmedOnceOnBoth() throws Exception {
    String account = shop.account(1_000);
    Order order = shop.order(account, 100);

    List<String> confirmations =
        onBothAtOnce(() -> confirmed(order.confirm()), () -> confirmed(confirmOnSecond(order)));

    assertThat(confirmations.stream().distinct()).hasSize(1);
    assertThat(shop.balance(account)).isEqualTo(900);
  }

  @Test
  void idempotencyKeyUsedOnOneNodeIsKnownToTheOther() {
    String key = "\"" + UUID.randomUUID() + "\"";
    byte[] body = payment();
    Reply first = pay(shop.server(), key, body);
    assertThat(first.status()).as(first.body()).isEqualTo(201);

    Reply replayed = pay(onSecond(shop), key, body);
    assertThat(replayed.status()).isEqualTo(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.json()).as("the payment key too").isEqualTo(first.json());
    assertThat(pay(onSecond(shop), key, payment()).code()).isEqualTo("idempotency-key-reused");
    assertThat(shop.payments()).isEqualTo(1);
  }

  @Test
  void idempotencyKeyUsedOnBothNodesAtOnceHasOneEffect() throws Exception {
    String key = "\"" + UUID.randomUUID() + "\"";
    byte[] body = payment();

    List<String> answers =
        onBothAtOnce(
            () -> created(pay(shop.server(), key, body)),
            () -> created(pay(onSecond(shop), key, body)));

    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(shop.payments()).isEqualTo(1);
  }

  @Test
  void invoicesOfBothNodesArriveOnceAndWithoutAGap() {
    String account = shop.account(1_000);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      Order one = shop.order(account, 10);
      Order other = shop.order(account, 10);
      confirmed(one.confirm());
      confirmed(confirmOnSecond(other));
      orders.addAll(List.of(one, other));
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ofShop("invoices").size() == orders.size());
    Awaitility.await().until(() -> ofShop("outbox").isEmpty());
    assertThat(
            Books.strings(
                "select number::text from invoices where merchant_id = '%s' order by invoices.number"
                    .formatted(shop.merchantId())))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, orders.size()).mapToObj(Integer::toString).toList());
    assertThat(ofShop("receipts")).hasSameSizeAs(orders);
    for (Order order : orders) {
      assertThat(order.phone().at(second.apiBase()).get(order.path() + "/invoice").status())
          .isEqualTo(200);
    }
  }

  /**
   * The limit counts over any 60 s; both nodes are asked for three times as much. The last of all,
   * since the minute began with the first.
   */
  @Test
  @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
  void nodesTogetherAdmitAtMostAFifthMoreThanTheLimit() throws Exception {
    assertThat(admitted.get()).isBetween(PER_MINUTE * 9 / 10, PER_MINUTE * 12 / 10);
  }

  /**
   * Each client calls 30 times a second; what is answered when the minute is over does not count.
   */
  private static int admittedInAMinute(List<Client> clients) throws Exception {
    AtomicInteger admitted = new AtomicInteger();
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(clients.size());
    try {
      List<ScheduledFuture<?>> calls = new ArrayList<>();
      for (Client client : clients) {
        Runnable call =
            () -> {
              int status = client.get("/payments").status();
              assertThat(status).isIn(200, 429);
              admitted.addAndGet(status == 200 ? 1 : 0);
            };
        calls.add(timer.scheduleAtFixedRate(call, 0, 33, TimeUnit.MILLISECONDS));
      }
      assertThatThrownBy(() -> calls.get(0).get(1, TimeUnit.MINUTES))
          .isInstanceOf(TimeoutException.class);
      int inTime = admitted.get();
      assertThat(calls).noneMatch(Future::isDone);
      return inTime;
    } finally {
      timer.shutdownNow();
      assertThat(timer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private List<String> ofShop(String table) {
    return Books.strings(
        "select 1 from %s where merchant_id = '%s'".formatted(table, shop.merchantId()));
  }

  private static Client onSecond(Shop shop) {
    return shop.server().at(second.apiBase());
  }

  private static Reply pay(Client client, String key, byte[] body) {
    return client.send(
        client
            .request("/payments")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static String created(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.text("id");
  }

  private static String confirmed(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.text("signature");
  }

  private static Reply confirmOnSecond(Order order) {
    return order.phone().at(second.apiBase()).post(order.path() + "/confirmation", Shop.BALANCE);
  }

  private static Reply onFirst(RequestSigner signer, byte[] body) {
    return Client.nobody().send(signed(signer, body));
  }

  /** The very request that the first node would get. */
  private static Reply onSecond(RequestSigner signer, byte[] body) {
    return Client.nobody()
        .send(signed(signer, body).uri(URI.create(second.apiBase() + "/payments")));
  }

  private static HttpRequest.Builder signed(RequestSigner signer, byte[] body) {
    return signer.sign("POST", URI.create(Instance.current().apiBase() + "/payments"), body, JSON);
  }

  private static <T> List<T> onBothAtOnce(Callable<T> first, Callable<T> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * PAIRS);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        calls.add(first);
        calls.add(other);
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static byte[] payment() {
    return "{\"orderId\":\"%s\",\"amount\":5,\"currency\":\"CNY\"}"
        .formatted(UUID.randomUUID())
        .getBytes(StandardCharsets.UTF_8);
  }
}
