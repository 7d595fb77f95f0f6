package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Hooks.Hook;
import io.kassa.system.Shop.Order;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** A tour through one shop: one of each thing is made there, and read in every way. */
final class Tour {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Who reads what. Of a list, the page behind the first entry is read as well. */
  private static final String READINGS =
      """
      merchant /payments?limit=1
      merchant /payments?limit=1&status=REQUIRES_CONFIRMATION
      merchant /payments?limit=1&status=PROCESSING
      merchant /payments?limit=1&status=SUCCEEDED
      merchant /payments?limit=1&status=CANCELED
      merchant /payments?limit=1&status=EXPIRED
      merchant /payments?limit=1&createdFrom={from}T00:00:00Z&createdTo={today}T00:00:00Z
      merchant /payments?orderId=nobody
      merchant /payments/{payment}
      merchant /payments/{payment}/confirmation
      merchant /payments/{payment}/invoice
      merchant /payments/{payment}/refunds?limit=1
      merchant /payments/{payment}/events
      merchant /refunds/{refund}
      merchant /refunds/{refund}/credit-note
      merchant /invoices?limit=1
      merchant /invoices?limit=1&series=CN
      merchant /invoices?limit=1&year={year}
      merchant /accounts/{account}
      merchant /accounts/{account}/entries?limit=1
      merchant /events?limit=1
      merchant /events?limit=1&type=payment.canceled
      merchant /webhook-deliveries?limit=1
      merchant /webhook-deliveries?limit=1&status=PARKED
      merchant /webhook-deliveries?limit=1&endpointId={endpoint}
      merchant /webhook-deliveries/{delivery}
      auditor  /merchants?limit=1
      auditor  /merchants/{merchant}/payments/{payment}/attempts
      auditor  /merchants/{merchant}/fees
      auditor  /merchants/{merchant}/settlements?limit=1
      auditor  /merchants/{merchant}/webhook-endpoints
      auditor  /dead-letters
      auditor  /relay
      auditor  /audit/entries?limit=1
      auditor  /audit/verification
      auditor  /incidents?limit=1&status=OPEN
      auditor  /incidents?limit=1&status=CLOSED
      auditor  /reconciliations?limit=1
      auditor  /reconciliations?limit=1&merchantId={merchant}
      auditor  /ledger/accounts?merchantId={merchant}
      auditor  /ledger/accounts/{payable}
      auditor  /ledger/accounts/{payable}?asOf={today}T00:00:00Z
      auditor  /ledger/accounts/{payable}/entries?limit=1
      auditor  /ledger/transactions/{transaction}?merchantId={merchant}
      auditor  /ledger/trial-balance?date={from}&currency=CNY
      auditor  /ledger/trial-balance?date={from}&currency=CNY&merchantId={merchant}
      auditor  /reports/payments?from={from}&to={today}
      auditor  /reports/payments?from={from}&to={today}&by=ALL&channel=TEST&currency=CNY
      auditor  /reports/payments?from={today}&to={tomorrow}&per=HOUR&merchantId={merchant}
      auditor  /reports/payments?from={from}&to={today}&per=TOTAL&merchantId={merchant}
      """;

  private final Shop shop;
  private final Map<String, String> places;

  private Tour(Shop shop, Map<String, String> places) {
    this.shop = shop;
    this.places = places;
  }

  /**
   * Makes what is to be read.
   *
   * @param shop pays by BALANCE and TEST, and makes invoices on request
   * @param account a customer's, with some money in it
   */
  static Tour through(Shop shop, String account) {
    try (Sink sink = Sink.answering(any -> 204)) {
      Hook hook = new Hooks(shop).at(sink.url("/all"));
      others(shop, account);
      Order paid = shop.order(account, 100);
      Reply confirmed =
          paid.phone()
              .post(
                  paid.path() + "/confirmation",
                  "{\"channel\":\"BALANCE\",\"invoice\":{\"buyerName\":\"Li Bai\"}}");
      assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
      awaitThere(shop, paid.path() + "/invoice");
      String refund = refund(shop, paid);
      awaitThere(shop, "/refunds/" + refund + "/credit-note");
      await().atMost(SOON).until(() -> !new Hooks(shop).deliveries(hook).isEmpty());
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      return new Tour(
          shop,
          Map.ofEntries(
              Map.entry("{from}", today.minusDays(20).toString()),
              Map.entry("{today}", today.toString()),
              Map.entry("{tomorrow}", today.plusDays(1).toString()),
              Map.entry("{year}", Integer.toString(today.getYear())),
              Map.entry("{merchant}", shop.merchantId()),
              Map.entry("{account}", account),
              Map.entry("{payable}", payable(shop)),
              Map.entry("{payment}", paid.id()),
              Map.entry("{transaction}", transaction(paid)),
              Map.entry("{refund}", refund),
              Map.entry("{endpoint}", hook.id()),
              Map.entry("{delivery}", new Hooks(shop).deliveries(hook).get(0).getString("id"))));
    }
  }

  /** One that is created by a signed request and expires, and one of each other end. */
  private static void others(Shop shop, String account) {
    byte[] body =
        "{\"orderId\":\"%s\",\"amount\":5,\"currency\":\"CNY\",\"expiresIn\":1}"
            .formatted(UUID.randomUUID())
            .getBytes(StandardCharsets.UTF_8);
    URI payments = URI.create(Instance.current().apiBase() + "/payments");
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "Idempotency-Key", "\"toured\"");
    Reply created =
        Client.nobody()
            .send(shop.hmac("{\"type\":\"HMAC\"}").sign("POST", payments, body, headers));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Order canceled = shop.order(account, 5);
    assertThat(shop.server().send("POST", canceled.path() + "/cancellation").status())
        .isEqualTo(200);
    assertThat(shop.order(null, 1_290).confirm("TEST").code()).isEqualTo("payment-declined");
    Order outside = shop.order(null, 1_200);
    assertThat(outside.confirm("TEST").status()).isEqualTo(200);
    refund(shop, outside);
  }

  private static String refund(Shop shop, Order paid) {
    Reply made =
        shop.server()
            .post(
                paid.path() + "/refunds",
                "{\"refundId\":\"%s\",\"amount\":1}".formatted(UUID.randomUUID()));
    assertThat(made.status()).as(made.body()).isIn(201, 202);
    return made.text("id");
  }

  private static void awaitThere(Shop shop, String path) {
    await().atMost(SOON).until(() -> shop.server().get(path, "application/pdf").status() == 200);
  }

  /** The ledger account of what a shop is owed. */
  static String payable(Shop shop) {
    return Books.strings(
            "select id from ledger_accounts where code = 'MERCHANT_PAYABLE' and merchant_id = '"
                + shop.merchantId()
                + "'")
        .get(0);
  }

  private static String transaction(Order order) {
    return Books.strings(
            "select transaction_id from postings where reference_id = '" + order.id() + "'")
        .get(0);
  }

  /** Reads all there is to be read. */
  void read() {
    READINGS.lines().map(line -> line.split(" +")).forEach(line -> read(line[0], line[1]));
  }

  private void read(String who, String template) {
    Client reader = who.equals("merchant") ? shop.server() : Client.auditor();
    String path = template;
    for (Map.Entry<String, String> place : places.entrySet()) {
      path = path.replace(place.getKey(), place.getValue());
    }
    Reply first = answer(reader, path);
    if (path.contains("limit=1") && first.json().containsKey("nextCursor")) {
      answer(reader, path + "&cursor=" + first.text("nextCursor"));
    }
  }

  private static Reply answer(Client reader, String path) {
    // a payment's events are a stream, and nothing else
    Reply reply = reader.get(path, "application/json, */*;q=0.5");
    assertThat(reply.status()).as(path + ": " + reply.body()).isEqualTo(200);
    return reply;
  }
}
