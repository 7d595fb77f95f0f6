package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AccessIT {
  private static final String TOUCHED =
      """
      select coalesce(sum(calls), 0) from pg_stat_statements
       where query ~* '(merchants|credentials|from payments|update payments|accounts)'
         and query !~* '(with over as|ledger_violations|pg_stat_statements|webhook_)'
      """;

  private final Shop shop = Shop.open();

  @Test
  void forgedKeysAreRefusedWithoutSql() {
    Order order = shop.order(shop.account(100), 10);
    char last = order.key().charAt(order.key().length() - 1);
    String tampered =
        order.key().substring(0, order.key().length() - 1) + (last == 'A' ? 'B' : 'A');
    String truncated = order.key().substring(0, order.key().length() - 4);
    List<String> forgeries = List.of(tampered, truncated, order.key() + "A", "pk_", "x", "");

    assertThat(fewestStatements(() -> refuseAll(order, forgeries))).isZero();
    assertThat(order.confirm().status()).isEqualTo(200);
  }

  @Test
  void genuineKeyIsSeenByTheCountOfStatements() {
    String account = shop.account(100);

    assertThat(fewestStatements(() -> shop.order(account, 1).confirm())).isPositive();
  }

  private static void refuseAll(Order order, List<String> forgeries) {
    for (String forged : forgeries) {
      Reply refused = Client.phone(forged).post(order.path() + "/confirmation", Shop.BALANCE);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.code()).isEqualTo("unauthorized");
    }
  }

  /**
   * The fewest statements in one of five rounds. A timer may add its own to any round; what the
   * calls make is in every one.
   */
  private static long fewestStatements(Runnable calls) {
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = Books.count(TOUCHED);
      calls.run();
      fewest = Math.min(fewest, Books.count(TOUCHED) - before);
    }
    return fewest;
  }

  @Test
  void keyOfAnotherPaymentSeesNothing() {
    String account = shop.account(100);
    Order mine = shop.order(account, 10);
    Order other = shop.order(account, 10);

    assertThat(mine.phone().get(other.path()).status()).isEqualTo(404);
    assertThat(mine.phone().post(other.path() + "/confirmation", Shop.BALANCE).status())
        .isEqualTo(404);
    assertThat(mine.phone().get("/payments").status()).isEqualTo(403);
    assertThat(mine.phone().get(mine.path()).json())
        .doesNotContainKey("metadata")
        .containsKey("merchantName")
        .containsKey("channels");
    assertThat(mine.phone().get(mine.path()).text("maskedCustomer"))
        .matches("[0-9a-f]\\*{3}[0-9a-f]{2}");
    assertThat(shop.server().get(mine.path()).json()).doesNotContainKey("maskedCustomer");
  }

  @Test
  void merchantsDoNotSeeEachOther() {
    Shop other = Shop.open();
    String account = shop.account(100);
    Order order = shop.order(account, 10);

    assertThat(other.server().get(order.path()).status()).isEqualTo(404);
    assertThat(other.server().get("/accounts/" + account).status()).isEqualTo(404);
    Reply foreignAccount = other.create("o-1", account, 10, 900);
    assertThat(foreignAccount.status()).isEqualTo(400);
    assertThat(foreignAccount.fields()).containsExactly("payer.accountId");
    assertThat(other.server().get("/merchants").status()).isEqualTo(403);
  }

  @Test
  void nobodyAndWrongProofsGetTheSameAnswer() {
    for (Client client :
        List.of(
            Client.nobody(),
            Client.basic(shop.credentialId(), "wrong"),
            Client.basic("kc_unknown00000000000000", "wrong"),
            Client.basic("stranger", "wrong"),
            new Client("Bearer x"),
            new Client("Basic ???"))) {
      Reply refused = client.get("/payments");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.code()).isEqualTo("unauthorized");
      assertThat(refused.header("WWW-Authenticate")).contains("PaymentKey");
      assertThat(refused.header("Request-Id")).isNotBlank();
    }
  }

  @Test
  void auditorReadsAndDoesNotAct() {
    assertThat(Client.auditor().get("/merchants").status()).isEqualTo(200);
    assertThat(Client.auditor().get("/dead-letters").status()).isEqualTo(200);
    assertThat(Client.auditor().post("/merchants", "{\"name\":\"x\",\"mode\":\"TEST\"}").status())
        .isEqualTo(403);
    assertThat(Client.operator().get("/payments").status()).isEqualTo(403);
  }

  @Test
  void revokedCredentialIsRefusedWithinFiveSeconds() {
    assertThat(shop.server().get("/payments").status()).isEqualTo(200);
    String path = "/merchants/" + shop.merchantId() + "/credentials/" + shop.credentialId();
    assertThat(Client.operator().send("DELETE", path).status()).isEqualTo(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> shop.server().get("/payments").status() == 401);
  }

  @Test
  void preflightNeedsNoProofOnPhoneRoutesOnly() {
    Order order = shop.order(shop.account(100), 10);
    Reply phone =
        Client.nobody()
            .send(
                Client.nobody()
                    .request(order.path() + "/confirmation")
                    .header("Access-Control-Request-Method", "POST")
                    .header("X-From", "https://shop.example")
                    .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertThat(phone.status()).isEqualTo(204);
    assertThat(phone.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(shop.server().get("/payments").header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void keysAndContractAreOpen() {
    assertThat(Client.nobody().get("/keys").json().getJsonArray("keys")).isNotEmpty();
    assertThat(Client.nobody().get("/openapi", "*/*").body()).startsWith("openapi: 3");
  }
}
