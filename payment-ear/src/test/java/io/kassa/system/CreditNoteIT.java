package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The documents of money that went back. */
class CreditNoteIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** 2 x 5.30 and 1 x 1.13, tax included: 12 and 1.13 * 13 / 113 of tax. */
  private static final String ORDER =
      """
      {"orderId":"%s","amount":1173,"currency":"CNY","payer":{"accountId":"%s"},
       "lines":[{"description":"Tea 茶","quantity":2,"unitAmount":530,"taxRate":6},
                {"description":"Cup 杯","quantity":1,"unitAmount":113,"taxRate":13}]%s}
      """;

  private final Shop shop = Shop.open("ON_REQUEST");

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void wholeRefundCreditsTheWholeInvoice() throws Exception {
    Order order = paid(true);
    String refund = refund(order, 1_173);

    JsonObject note = creditNote(refund);

    JsonObject invoice = shop.server().get(order.path() + "/invoice").json();
    assertThat(note.getString("number")).matches("CN-\\d{4}-000001");
    assertThat(note.getString("invoiceNumber")).isEqualTo(invoice.getString("number"));
    for (String amount : List.of("netAmount", "taxAmount", "totalAmount")) {
      assertThat(note.get(amount)).isEqualTo(invoice.get(amount));
    }
    Reply pdf = shop.server().get("/refunds/" + refund + "/credit-note", "application/pdf");
    assertThat(pdf.status()).isEqualTo(200);
    assertThat(pdf.header("Content-Disposition")).contains(note.getString("number"));
    byte[] bytes = pdf.response().body();
    assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    Files.write(Files.createDirectories(Path.of("target")).resolve("credit-note.pdf"), bytes);
    JsonObject told = shop.server().get("/refunds/" + refund).json().getJsonObject("creditNote");
    assertThat(told.getString("status")).isEqualTo("ISSUED");
    assertThat(told.getString("number")).isEqualTo(note.getString("number"));
  }

  @Test
  void partsThatMakeTheWholeCreditNetAndTaxOfTheInvoice() {
    Order order = paid(true);
    long net = 0;
    long tax = 0;
    for (long amount : new long[] {1, 333, 500, 339}) {
      JsonObject note = creditNote(refund(order, amount));
      assertThat(note.getInt("totalAmount")).isEqualTo((int) amount);
      net += note.getInt("netAmount");
      tax += note.getInt("taxAmount");
    }

    JsonObject invoice = shop.server().get(order.path() + "/invoice").json();
    assertThat(net).isEqualTo(invoice.getInt("netAmount"));
    assertThat(tax).isEqualTo(invoice.getInt("taxAmount"));
  }

  @Test
  void numbersOfCreditNotesHaveNoGapsHoweverManyRefundAtOnce() throws Exception {
    Order order = paid(true);
    List<String> refunds = new ArrayList<>();

    for (Reply reply : ConcurrencyIT.atOnce(16, () -> refundOf(order, 10))) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(201);
      refunds.add(reply.text("id"));
    }

    refunds.forEach(this::creditNote);
    assertThat(
            Books.strings(
                "select number from invoices where kind = 'CREDIT_NOTE' and merchant_id = '%s'"
                        .formatted(shop.merchantId())
                    + " order by number"))
        .isEqualTo(IntStream.rangeClosed(1, 16).mapToObj(Integer::toString).toList());
  }

  @Test
  void refundOfAPaymentWithoutInvoiceHasNoCreditNote() {
    Order order = paid(false);
    String refund = refund(order, 100);

    Reply none = shop.server().get("/refunds/" + refund + "/credit-note");

    assertThat(none.status()).isEqualTo(404);
    assertThat(none.code()).isEqualTo("invoice-not-requested");
    assertThat(shop.server().get("/refunds/" + refund).json()).doesNotContainKey("creditNote");
  }

  @Test
  void erasingThePaymentErasesTheReasonsOfItsRefunds() {
    Order order = paid(true);
    String refund = refund(order, 100);
    creditNote(refund);
    await().atMost(SOON).until(() -> shop.server().get(order.path() + "/invoice").status() == 200);

    Reply erased = shop.server().send("POST", order.path() + "/erasure");

    assertThat(erased.status()).as(erased.body()).isEqualTo(200);
    assertThat(shop.server().get("/refunds/" + refund).json()).doesNotContainKey("reason");
  }

  private Order paid(boolean invoiced) {
    Reply created =
        shop.server()
            .post(
                "/payments",
                ORDER.formatted(
                    UUID.randomUUID(),
                    shop.account(2_000),
                    invoiced ? ",\"invoice\":{\"buyerName\":\"A. Buyer\"}" : ""));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Order order = new Order(created.text("id"), created.text("paymentKey"));
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private String refund(Order order, long amount) {
    Reply refund = refundOf(order, amount);
    assertThat(refund.status()).as(refund.body()).isEqualTo(201);
    return refund.text("id");
  }

  private Reply refundOf(Order order, long amount) {
    return shop.server()
        .post(
            order.path() + "/refunds",
            "{\"refundId\":\"%s\",\"amount\":%d,\"reason\":\"broken\"}"
                .formatted(UUID.randomUUID(), amount));
  }

  private JsonObject creditNote(String refund) {
    String path = "/refunds/" + refund + "/credit-note";
    await().atMost(SOON).until(() -> shop.server().get(path).status() == 200);
    return shop.server().get(path).json();
  }
}
