package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the running server answers is what the contract that it publishes says. */
class ContractIT {
  private static final String PAYMENT = "/payments/{id}";
  private static final String ACCOUNT = "/accounts/{id}";
  private static final String MERCHANT = "/merchants/{id}";

  private final PublishedContract contract = PublishedContract.fetch();
  private final Shop shop = Shop.open();

  private Reply agrees(String verb, String path, int status, Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(contract.flaws(verb, path, reply))
        .as("%s %s %d %s", verb, path, status, reply.body())
        .isEmpty();
    return reply;
  }

  @Test
  void paymentAnswersAsPublished() {
    String account = shop.account(100);
    String body =
        """
        {"orderId":"o-1","amount":100,"currency":"CNY","description":"Tea","expiresIn":600,
         "metadata":{"table":"7"},"returnUrl":"https://shop.example/back",
         "payer":{"accountId":"%s"},
         "lines":[{"description":"Tea","quantity":2,"unitAmount":50,"taxRate":6.5}],
         "invoice":{"buyerName":"A. Buyer","buyerTaxId":"B1","email":"buyer@example.com"}}
        """
            .formatted(account);
    Reply created = agrees("POST", "/payments", 201, shop.server().post("/payments", body));
    agrees("POST", "/payments", 200, shop.server().post("/payments", body));
    Order order = new Order(created.text("id"), created.text("paymentKey"));
    agrees("GET", PAYMENT, 200, shop.server().get(order.path()));
    agrees("GET", PAYMENT, 200, order.phone().get(order.path()));
    String confirmation = PAYMENT + "/confirmation";
    agrees("GET", confirmation, 409, shop.server().get(order.path() + "/confirmation"));
    agrees("GET", PAYMENT + "/invoice", 409, shop.server().get(order.path() + "/invoice"));
    agrees("POST", confirmation, 200, order.confirm());
    agrees("GET", confirmation, 200, order.phone().get(order.path() + "/confirmation"));
    agrees("GET", PAYMENT, 200, shop.server().get(order.path() + "?wait=1"));
    agrees("POST", "/payments", 200, shop.server().post("/payments", body));
    agrees("POST", PAYMENT + "/cancellation", 409, cancel(order));
    shop.order(account, 1);
    agrees("GET", "/payments", 200, shop.server().get("/payments?limit=1"));
    agrees("GET", "/payments", 200, shop.server().get("/payments?status=SUCCEEDED"));
  }

  @Test
  void invoiceAnswersAsPublished() {
    Order order = shop.order(shop.account(100), 100);
    order.confirm();
    String path = order.path() + "/invoice";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Reply reply = shop.server().get(path);
              agrees("GET", PAYMENT + "/invoice", reply.status(), reply);
              return reply.status() == 200;
            });
    agrees("GET", PAYMENT + "/invoice", 200, order.phone().get(path, "application/pdf"));
    Shop frugal = Shop.open("ON_REQUEST");
    Order plain = frugal.order(frugal.account(1), 1);
    plain.confirm();
    agrees("GET", PAYMENT + "/invoice", 404, plain.phone().get(plain.path() + "/invoice"));
    agrees(
        "GET", PAYMENT + "/confirmation", 200, plain.phone().get(plain.path() + "/confirmation"));
  }

  @Test
  void endsOfPaymentsAnswerAsPublished() {
    Order order = shop.order(shop.account(1), 2);
    agrees("POST", PAYMENT + "/confirmation", 402, order.confirm());
    agrees("POST", PAYMENT + "/cancellation", 200, cancel(order));
    agrees("POST", PAYMENT + "/confirmation", 409, order.confirm());
    agrees("GET", PAYMENT, 200, shop.server().get(order.path()));
  }

  @Test
  void accountsAnswerAsPublished() {
    String body = "{\"customerId\":\"c-1\",\"currency\":\"CNY\"}";
    Reply opened = agrees("POST", "/accounts", 201, shop.server().post("/accounts", body));
    agrees("POST", "/accounts", 200, shop.server().post("/accounts", body));
    String path = "/accounts/" + opened.text("id");
    String deposits = ACCOUNT + "/deposits";
    for (String deposit : new String[] {"d-1", "d-2"}) {
      String deposited = "{\"depositId\":\"" + deposit + "\",\"amount\":7}";
      agrees("POST", deposits, 201, shop.server().post(path + "/deposits", deposited));
      agrees("POST", deposits, 200, shop.server().post(path + "/deposits", deposited));
    }
    String other = "{\"depositId\":\"d-1\",\"amount\":8}";
    agrees("POST", deposits, 409, shop.server().post(path + "/deposits", other));
    agrees("GET", ACCOUNT, 200, shop.server().get(path));
    agrees("GET", ACCOUNT + "/entries", 200, shop.server().get(path + "/entries?limit=1"));
    agrees("GET", ACCOUNT + "/entries", 200, shop.server().get(path + "/entries"));
  }

  @Test
  void merchantsAndCredentialsAnswerAsPublished() {
    Client operator = Client.operator();
    String plain = "{\"name\":\"Plain\",\"mode\":\"TEST\"}";
    agrees("POST", "/merchants", 201, operator.post("/merchants", plain));
    String path = "/merchants/" + shop.merchantId();
    agrees("GET", "/merchants", 200, operator.get("/merchants?limit=2"));
    agrees("GET", MERCHANT, 200, operator.get(path));
    Reply changed =
        operator.send(
            operator
                .request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"status\":\"SUSPENDED\"}")));
    agrees("PATCH", MERCHANT, 200, changed);
    String credentials = MERCHANT + "/credentials";
    Reply created =
        agrees(
            "POST",
            credentials,
            201,
            operator.post(
                path + "/credentials",
                "{\"type\":\"SECRET\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}"));
    Reply revoked = operator.send("DELETE", path + "/credentials/" + created.text("id"));
    agrees("DELETE", credentials + "/{credentialId}", 200, revoked);
    agrees("GET", credentials, 200, Client.auditor().get(path + "/credentials"));
  }

  @Test
  void deadLettersAnswerAsPublished() {
    String event = UUID.randomUUID().toString();
    Books.script(
        """
        insert into outbox (event_id, consumer, merchant_id, payment_id, object_id, type,
                            created_at, due_at, failures, last_error, dead_at)
        values ('%1$s', 'nobody', '%2$s', '%1$s', '%1$s', 'payment.succeeded',
                now(), now(), 6, 'no space left', now())
        """
            .formatted(event, shop.merchantId()));
    try {
      Reply list =
          agrees("GET", "/dead-letters", 200, Client.auditor().get("/dead-letters?limit=100"));
      assertThat(list.body()).contains(event);
      String replay = "/dead-letters/{eventId}/replay";
      String path = "/dead-letters/" + event + "/replay";
      agrees("POST", replay, 403, Client.auditor().send("POST", path));
      agrees("POST", replay, 202, Client.operator().send("POST", path));
      agrees("POST", replay, 404, Client.operator().send("POST", path));
    } finally {
      Books.script("delete from outbox where event_id = '" + event + "'");
    }
  }

  @Test
  void relayAnswersAsPublished() {
    Client operator = Client.operator();
    agrees("GET", "/relay", 200, operator.get("/relay"));
    try {
      Reply paused = operator.send("POST", "/relay/invoice/pause");
      agrees("POST", "/relay/{consumer}/pause", 200, paused);
      agrees("GET", "/relay", 200, Client.auditor().get("/relay"));
      Reply unknown = operator.send("POST", "/relay/nobody/pause");
      agrees("POST", "/relay/{consumer}/pause", 404, unknown);
    } finally {
      Reply resumed = operator.send("POST", "/relay/invoice/resume");
      agrees("POST", "/relay/{consumer}/resume", 200, resumed);
    }
  }

  @Test
  void refusalsAnswerAsPublished() {
    String unknown = "/payments/" + UUID.randomUUID();
    agrees("GET", "/payments", 400, shop.server().get("/payments?limit=0"));
    agrees("GET", "/payments", 401, Client.nobody().get("/payments"));
    agrees("GET", "/payments", 403, Client.operator().get("/payments"));
    agrees("GET", PAYMENT, 404, shop.server().get(unknown));
    agrees("GET", "/payments", 406, shop.server().get("/payments", "text/html"));
    agrees("POST", "/payments", 405, shop.server().send("PUT", "/payments"));
    agrees("POST", "/payments", 400, shop.server().post("/payments", "{}"));
    agrees("POST", "/payments", 413, shop.server().post("/payments", " ".repeat(70_000)));
    Reply typed =
        shop.server()
            .send(
                shop.server()
                    .request("/payments")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{}")));
    agrees("POST", "/payments", 415, typed);
    agrees("GET", "/keys", 200, Client.nobody().get("/keys"));
    agrees("GET", "/openapi", 200, Client.nobody().get("/openapi", "application/yaml"));
  }

  @Test
  void answerThatThePublishedContractDoesNotKnowIsNoticed() {
    Reply account = shop.server().get("/accounts/" + shop.account(0));
    assertThat(contract.flaws("GET", PAYMENT, account))
        .anyMatch(flaw -> flaw.contains("customerId"))
        .anyMatch(flaw -> flaw.contains("orderId"));
    assertThat(contract.flaws("POST", "/merchants", account))
        .containsExactly("status 200 is not documented");
  }

  private Reply cancel(Order order) {
    return shop.server().send("POST", order.path() + "/cancellation");
  }
}
