package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasureIT {
  /** What a row may keep, each because it names an amount, a state, a time, a key or a proof. */
  private static final List<String> KEPT =
      List.of(
          "merchant_id",
          "id",
          "order_id",
          "amount_minor",
          "currency",
          "amount_refunded_minor",
          "status",
          "channel",
          "account_id",
          "invoice_status",
          "test",
          "key_version",
          "request_hash",
          "created_at",
          "expires_at",
          "confirmed_at",
          "confirmation_number",
          "confirmation_jws",
          "channel_transaction_id",
          "event_sequence",
          "erased_at");

  private static final List<String> ERASED =
      List.of("sealed_buyer", "metadata", "return_url", "description", "lines");

  private final Shop shop = Shop.open("ON_REQUEST");
  private final String account = shop.account(10_000);

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void erasedPaymentKeepsBooksProofAndInvoice() {
    Order order = rich(true);
    Reply confirmed = order.confirm();
    awaitInvoice(order);
    Reply invoice = shop.server().get(order.path() + "/invoice");
    String hash = column(order, "encode(request_hash, 'hex')");

    Reply erased = erase(order);

    assertThat(erased.status()).as(erased.body()).isEqualTo(200);
    assertThat(erased.text("paymentId")).isEqualTo(order.id());
    assertThat(names(erased, "erased"))
        .containsExactly("BUYER", "METADATA", "RETURN_URL", "DESCRIPTION", "LINES");
    assertThat(kept(erased)).containsExactly("ORDER", "LEDGER", "CONFIRMATION", "INVOICE");
    int issued = Integer.parseInt(invoice.text("issuedAt").substring(0, 4));
    assertThat(erased.json().getJsonArray("kept").getJsonObject(3).getString("until"))
        .isEqualTo((issued + 10) + "-12-31");
    ERASED.forEach(column -> assertThat(column(order, column)).as(column).isNull());
    assertThat(column(order, "encode(request_hash, 'hex')")).isEqualTo(hash);
    assertThat(order.confirm().text("signature")).isEqualTo(confirmed.text("signature"));
    assertThat(shop.server().get(order.path() + "/invoice").body()).isEqualTo(invoice.body());
    assertThat(shop.server().get(order.path() + "/invoice", "application/pdf").status())
        .isEqualTo(200);
    JsonObject payment = shop.server().get(order.path()).json();
    assertThat(payment.getJsonObject("metadata")).isEmpty();
    assertThat(payment).doesNotContainKeys("returnUrl", "description");
  }

  @Test
  void erasingAgainAnswersTheSameAndIsRecordedOnce() {
    Order order = rich(false);
    order.confirm();
    String recorded = "merchant " + shop.credentialId() + " personal-data.erased";

    Reply first = erase(order);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(records(order)).containsExactly(recorded);
    Reply again = erase(order);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(kept(first)).containsExactly("ORDER", "LEDGER", "CONFIRMATION");
    assertThat(records(order)).containsExactly(recorded);
  }

  @Test
  void sameOrderAfterErasureIsTheSamePayment() {
    String orderId = UUID.randomUUID().toString();
    Reply created = create(orderId, true);
    String path = "/payments/" + created.text("id");
    shop.server().send("POST", path + "/cancellation");
    Reply erased = shop.server().send("POST", path + "/erasure");

    Reply again = create(orderId, true);
    Reply other = create(orderId, false);

    assertThat(kept(erased)).containsExactly("ORDER");
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(created.text("id"));
    assertThat(again.json()).doesNotContainKeys("description", "returnUrl", "paymentKey");
    assertThat(other.code()).isEqualTo("order-conflict");
  }

  @Test
  void openPaymentCannotBeErased() throws Exception {
    Order order = rich(false);

    Reply open = erase(order);
    assertThat(open.status()).isEqualTo(409);
    assertThat(open.code()).isEqualTo("payment-not-confirmed");

    Trail.change("update kassa.payments set status = 'PROCESSING' where id = '" + order.id() + "'");
    assertThat(erase(order).code()).isEqualTo("payment-processing");
    assertThat(column(order, "metadata")).contains("Li");
    Trail.change(
        "update kassa.payments set status = 'REQUIRES_CONFIRMATION' where id = '"
            + order.id()
            + "'");
  }

  @Test
  void buyerStaysUntilTheInvoiceIsMade() throws Exception {
    Order order = rich(true);
    order.confirm();
    awaitInvoice(order);
    Trail.change(
        "update kassa.payments set invoice_status = 'PENDING' where id = '" + order.id() + "'");

    Reply refused = erase(order);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("request-in-progress");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(column(order, "sealed_buyer is not null")).isEqualTo("t");

    Trail.change(
        "update kassa.payments set invoice_status = 'ISSUED' where id = '" + order.id() + "'");
    assertThat(erase(order).status()).isEqualTo(200);
  }

  @Test
  void onlyTheMerchantErases() {
    Order order = rich(false);
    order.confirm();

    assertThat(order.phone().send("POST", order.path() + "/erasure").status()).isEqualTo(403);
    assertThat(Client.operator().send("POST", order.path() + "/erasure").status()).isEqualTo(403);
    assertThat(Shop.open().server().send("POST", order.path() + "/erasure").status())
        .isEqualTo(404);
    assertThat(shop.server().send("POST", "/payments/x/erasure").status()).isEqualTo(404);
    assertThat(column(order, "metadata")).contains("Li");
  }

  /** The instance of the system tests erases after 30 days. */
  @Test
  void oldPaymentsAreErasedByThemselvesAndYoungOrUnfinishedOnesAreNot() throws Exception {
    Order old = rich(false);
    old.confirm();
    Order young = rich(false);
    young.confirm();
    Order waiting = rich(true);
    waiting.confirm();
    awaitInvoice(waiting);
    Trail.change(
        age(old, "30 days 1 second"),
        age(young, "29 days 23 hours"),
        age(waiting, "31 days"),
        "update kassa.payments set invoice_status = 'PENDING' where id = '" + waiting.id() + "'");

    await().atMost(Duration.ofSeconds(40)).until(() -> column(old, "erased_at") != null);

    ERASED.forEach(column -> assertThat(column(old, column)).as(column).isNull());
    assertThat(column(young, "metadata")).contains("Li");
    assertThat(column(waiting, "metadata")).contains("Li");
    assertThat(
            Books.count(
                "select count(*) from audit_entries where action = 'personal-data.expired'"
                    + " and actor_kind = 'system' and actor = 'retention'"))
        .isPositive();
    Trail.change(
        "update kassa.payments set invoice_status = 'ISSUED' where id = '" + waiting.id() + "'");
    await().atMost(Duration.ofSeconds(40)).until(() -> column(waiting, "erased_at") != null);
  }

  @Test
  void retentionLooksIntoItsPartialIndexOnly() throws Exception {
    try (Connection connection = Instance.current().database().owner();
        Statement statement = connection.createStatement()) {
      // with few rows it would read the table; so it still does if the index does not fit
      statement.execute("set enable_seqscan = off");
      List<String> plan = new ArrayList<>();
      try (var rows =
          statement.executeQuery(
              """
              explain select p.merchant_id, p.id from kassa.payments p
               where p.expires_at < now() - 30 * interval '1 day'
                 and (p.sealed_buyer is not null or p.metadata is not null
                      or p.return_url is not null or p.description is not null
                      or p.lines is not null)
                 and (p.status in ('CANCELED', 'EXPIRED')
                      or (p.status = 'SUCCEEDED' and p.invoice_status <> 'PENDING'))
               order by p.expires_at limit 200 for update skip locked
              """)) {
        while (rows.next()) {
          plan.add(rows.getString(1));
        }
      }
      assertThat(String.join("\n", plan)).contains("payments_personal_by_expiry");
    }
  }

  @Test
  void databaseRefusesToWritePersonalDataAgain() throws Exception {
    Order order = rich(false);
    order.confirm();
    erase(order);

    for (String column : ERASED) {
      assertThat(refusal(order, column)).as(column).isEqualTo("23514");
    }
  }

  /** Whoever adds a column decides here whether it can tell of a person. */
  @Test
  void everyColumnOfAPaymentIsErasedOrKnownToHoldNothingPersonal() {
    List<String> decided = new ArrayList<>(KEPT);
    decided.addAll(ERASED);

    assertThat(
            Books.strings(
                "select column_name::text from information_schema.columns"
                    + " where table_schema = 'kassa' and table_name = 'payments'"))
        .containsExactlyInAnyOrderElementsOf(decided);
  }

  private Order rich(boolean invoiced) {
    Reply created = create(UUID.randomUUID().toString(), invoiced);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Order(created.text("id"), created.text("paymentKey"));
  }

  private Reply create(String orderId, boolean invoiced) {
    String invoice =
        ",\"invoice\":{\"buyerName\":\"Li Lei\",\"buyerTaxId\":\"91310\",\"email\":\"li@x.example\"}";
    return shop.server()
        .post(
            "/payments",
            """
            {"orderId":"%s","amount":100,"currency":"CNY","description":"Haircut for Ms Li",
             "metadata":{"customer":"Li"},"returnUrl":"https://shop.example/li",
             "payer":{"accountId":"%s"},
             "lines":[{"description":"Haircut","quantity":1,"unitAmount":100,"taxRate":0}]%s}
            """
                .formatted(orderId, account, invoiced ? invoice : ""));
  }

  private static List<String> records(Order order) {
    return Books.strings(
        "select actor_kind || ' ' || actor || ' ' || action from audit_entries"
            + " where object_id = 'payment %s'".formatted(order.id()));
  }

  private Reply erase(Order order) {
    return shop.server().send("POST", order.path() + "/erasure");
  }

  private void awaitInvoice(Order order) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.server().get(order.path() + "/invoice").status() == 200);
  }

  private static List<String> names(Reply reply, String member) {
    return reply.json().getJsonArray(member).getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .toList();
  }

  private static List<String> kept(Reply reply) {
    return reply.json().getJsonArray("kept").getValuesAs(JsonObject.class).stream()
        .map(item -> item.getString("what"))
        .toList();
  }

  private static String column(Order order, String expression) {
    return Books.strings("select " + expression + " from payments where id = '" + order.id() + "'")
        .get(0);
  }

  private static String age(Order order, String age) {
    return "update kassa.payments set created_at = now() - interval '%s' - interval '1 hour',"
            .formatted(age)
        + " expires_at = date_trunc('second', now() - interval '%s') where id = '%s'"
            .formatted(age, order.id());
  }

  private static String refusal(Order order, String column) throws Exception {
    try (Connection connection = Instance.current().database().runtime();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update kassa.payments set %s = 'x' where id = '%s'".formatted(column, order.id()));
      return null;
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }
}
