package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invoices as an accountant's software fetches them; what validators say is tested elsewhere. */
class ElectronicInvoiceIT {
  private static final String CII = "application/xml";
  private static final String UBL = "application/vnd.kassa.ubl+xml";

  private final Shop shop = Shop.open();

  @Test
  void invoiceIsFetchedAsCiiAndUblWithDiscountAndExemption() {
    Order order = paid();

    Reply facts = shop.server().get(order.path() + "/invoice");
    Reply cii = shop.server().get(order.path() + "/invoice", CII);
    Reply ubl = shop.server().get(order.path() + "/invoice", UBL);

    assertThat(facts.json().getBoolean("electronic")).isTrue();
    assertThat(cii.header("Content-Type")).isEqualTo(CII);
    assertThat(ubl.header("Content-Type")).isEqualTo(UBL);
    assertThat(cii.header("Content-Disposition")).contains(facts.text("number") + ".xml");
    for (Reply xml : List.of(cii, ubl)) {
      assertThat(xml.body())
          .contains(facts.text("number"), "Teahouse 茶馆 Ltd", "شركة الخليج", "Article 132")
          .contains(">Discount<");
    }
    String pdf = shop.server().get(order.path() + "/invoice", "application/pdf").body();
    assertThat(pdf).as("the same file is inside").contains("factur-x.xml");
  }

  @Test
  void invoiceOfAnUnknownSellerHasNoElectronicForm() {
    Shop small = Shop.withoutSeller();
    Order order = small.order(small.account(100), 100);
    assertThat(order.confirm().status()).isEqualTo(200);
    String invoice = order.path() + "/invoice";
    await().atMost(Duration.ofSeconds(30)).until(() -> small.server().get(invoice).status() == 200);

    assertThat(small.server().get(invoice).json().getBoolean("electronic")).isFalse();
    for (String form : List.of(CII, UBL)) {
      Reply refused = small.server().get(invoice, form);
      assertThat(refused.status()).as(refused.body()).isEqualTo(406);
      assertThat(refused.text("type")).endsWith("not-acceptable");
    }
    String pdf = small.server().get(invoice, "application/pdf").body();
    assertThat(pdf).startsWith("%PDF-").doesNotContain("factur-x.xml");
  }

  @Test
  void seriesIsReadInTheOrderOfItsNumbersWithoutGaps() {
    for (int i = 0; i < 3; i++) {
      paid();
    }
    List<String> numbers = new ArrayList<>();
    String next = "";
    do {
      Reply page = shop.server().get("/invoices?series=INV&limit=2" + next);
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      for (JsonObject entry : page.json().getJsonArray("items").getValuesAs(JsonObject.class)) {
        numbers.add(entry.getString("number").replaceFirst("INV-\\d{4}-", ""));
        assertThat(entry.getString("sha256")).hasSize(64);
      }
      next = page.json().containsKey("nextCursor") ? "&cursor=" + page.text("nextCursor") : "";
    } while (!next.isEmpty());

    assertThat(numbers).containsExactly("000001", "000002", "000003");
    Reply first = shop.server().get("/invoices?series=INV&limit=1");
    String cursor = "&cursor=" + first.text("nextCursor");
    assertThat(shop.server().get("/invoices?series=CN" + cursor).fields())
        .containsExactly("cursor");
    assertThat(shop.server().get("/invoices?series=X").fields()).containsExactly("series");
    assertThat(shop.server().get("/invoices?series=INV&year=1").fields()).containsExactly("year");
    assertThat(shop.server().get("/invoices?series=INV&year=2999").json().getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void issuedDocumentsAreFrozenForOwnersToo() {
    paid();

    assertThat(Books.refusal("update invoices set label = 'X'")).contains("frozen");
    assertThat(Books.refusal("update invoice_files set sha256 = sha256")).contains("frozen");
    assertThat(Books.refusal("truncate invoice_files")).contains("frozen");
  }

  @Test
  void exemptionOfATaxedLineAndTooLargeADiscountAreRefused() {
    assertThat(created(line("\"taxRate\":6,\"taxExemption\":\"why\"")).fields())
        .containsExactly("lines[0].taxExemption");
    assertThat(created(line("\"taxRate\":6,\"discount\":201")).fields())
        .containsExactly("lines[0].discount");
  }

  private static String line(String more) {
    return "{\"description\":\"Tea\",\"quantity\":2,\"unitAmount\":100,%s}".formatted(more);
  }

  private Reply created(String line) {
    return shop.server()
        .post(
            "/payments",
            """
            {"orderId":"%s","amount":200,"currency":"CNY","lines":[%s]}
            """
                .formatted(UUID.randomUUID(), line));
  }

  private Order paid() {
    Reply created =
        shop.server()
            .post(
                "/payments",
                """
                {"orderId":"%s","amount":2690,"currency":"CNY","payer":{"accountId":"%s"},
                 "lines":[{"description":"Tea","quantity":2,"unitAmount":400,"taxRate":6,
                           "discount":110},
                          {"description":"Course","quantity":1,"unitAmount":2000,"taxRate":0,
                           "taxExemption":"Article 132(1)(i) of Directive 2006/112/EC"}],
                 "invoice":{"buyerName":"شركة الخليج","country":"KW"}}
                """
                    .formatted(UUID.randomUUID(), shop.account(100_000)));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Order order = new Order(created.text("id"), created.text("paymentKey"));
    assertThat(order.confirm().status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.server().get(order.path() + "/invoice").status() == 200);
    return order;
  }
}
