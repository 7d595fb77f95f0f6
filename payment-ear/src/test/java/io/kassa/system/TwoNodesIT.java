package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.instance.SecondNode;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds on one node holds on all of them. */
class TwoNodesIT {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final String HMAC = "{\"type\":\"HMAC\"}";
  private static final int PAIRS = 16;

  private static SecondNode second;

  private final Shop shop = Shop.open();

  @BeforeAll
  static void startSecondNode() throws IOException {
    second = SecondNode.start();
  }

  @AfterAll
  static void stopSecondNode() throws IOException {
    second.close();
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
    RequestSigner once = shop.hmac(HMAC).at(Instant.now(), UUID.randomUUID().toString());
    byte[] body = payment();

    List<Integer> codes =
        onBothAtOnce(() -> onFirst(once, body).status(), () -> onSecond(once, body).status());

    assertThat(codes).containsOnly(201, 401).containsOnlyOnce(201);
    assertThat(shop.payments()).isEqualTo(1);
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

  private static String confirmed(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.text("signature");
  }

  private static Reply confirmOnSecond(Order order) {
    return order
        .phone()
        .send(
            order
                .phone()
                .request("")
                .uri(URI.create(second.apiBase() + order.path() + "/confirmation"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Shop.BALANCE)));
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
