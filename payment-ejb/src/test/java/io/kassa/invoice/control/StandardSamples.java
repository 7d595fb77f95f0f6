package io.kassa.invoice.control;

import static io.kassa.invoice.control.SampleInvoices.item;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.InvoiceFacts.Buyer;
import io.kassa.invoice.entity.InvoiceFacts.Seller;
import io.kassa.tax.TaxCalculation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One document of each kind that Kassa makes, by what is special about it. */
final class StandardSamples {
  static final String EXEMPT = "Article 132(1)(i) of Directive 2006/112/EC: education";

  private static final Seller AUSTRIAN =
      new Seller(
          "Nordlicht Teehandel GmbH",
          "ATU 12345678",
          "Landstraße 12\n1030 Wien",
          "AT",
          "9914:ATU12345678");

  private StandardSamples() {}

  static Map<String, InvoiceFacts> all() {
    Map<String, InvoiceFacts> all = new TreeMap<>();
    SampleInvoices euro = SampleInvoices.plain().from(AUSTRIAN).in("EUR", 2);
    all.put("one line", euro.facts());
    all.put("CNY", SampleInvoices.plain().facts());
    all.put("many lines", SampleInvoices.ofLines(120).from(AUSTRIAN).in("EUR", 2).facts());
    all.put("several rates", euro.withItems(severalRates()).facts());
    all.put("net prices", netPrices(euro));
    all.put("zero-rated", euro.withItems(List.of(item("Book", 3, 995, "0"))).facts());
    all.put("exempt", euro.withItems(List.of(exempt("Tea course", 12_000))).facts());
    all.put("exempt, zero-rated and taxed", euro.withItems(mixed()).facts());
    all.put("discount", euro.withItems(discounted()).facts());
    all.put("JPY", euro.in("JPY", 0).facts());
    all.put("KWD", euro.in("KWD", 3).withItems(thousandths()).facts());
    all.put("KWD, round", euro.in("KWD", 3).facts());
    all.put("Chinese name", euro.to(chinese()).facts());
    all.put("Arabic name", euro.in("KWD", 3).to(arabic()).facts());
    all.put("long description", euro.withItems(List.of(item(endless(), 2, 150, "19"))).facts());
    all.put("no buyer", euro.to(null).facts());
    all.put(
        "buyer without address", euro.to(new Buyer("A. Customer", null, null, null, null)).facts());
    all.put("German seller", euro.from(german()).facts());
    all.put("test", euro.asTest().facts());
    all.put("credit note, full", credit(euro.withItems(mixed()).facts(), 1.0));
    all.put("credit note, part", credit(euro.withItems(mixed()).facts(), 0.37));
    all.put("credit note, part, KWD", credit(all.get("KWD"), 0.5));
    all.put("credit note, CNY", credit(SampleInvoices.plain().facts(), 1.0));
    return all;
  }

  private static Seller german() {
    return new Seller(
        "Teehaus GmbH", "DE123456789", "Hafen 1\n20457 Hamburg", "DE", "9930:DE123456789");
  }

  private static List<TaxCalculation.Item> severalRates() {
    return List.of(
        item("Tea", 3, 1_999, "7"), item("Pot", 1, 4_990, "19"), item("Cup", 7, 333, "19"));
  }

  private static InvoiceFacts netPrices(SampleInvoices of) {
    return of.withItems(List.of(item("Tea", 3, 1_999, "7"), item("Pot", 1, 4_990, "19")))
        .pricedWithoutTax()
        .facts();
  }

  private static TaxCalculation.Item exempt(String description, long unit) {
    return new TaxCalculation.Item(description, 1, unit, BigDecimal.ZERO, 0, EXEMPT);
  }

  private static List<TaxCalculation.Item> mixed() {
    return List.of(
        exempt("Tea course", 12_000), item("Book", 3, 995, "0"), item("Pot", 1, 4_990, "19"));
  }

  private static List<TaxCalculation.Item> discounted() {
    return List.of(
        new TaxCalculation.Item("Tea, ten for nine", 10, 1_999, new BigDecimal("7"), 1_999, null),
        new TaxCalculation.Item("Gift", 1, 500, new BigDecimal("19"), 500, null));
  }

  private static List<TaxCalculation.Item> thousandths() {
    return List.of(
        item("Tea", 3, 1_337, "5"), item("Pot", 1, 12_345, "5"), item("Book", 1, 1_001, "0"));
  }

  static Buyer chinese() {
    return new Buyer(
        "上海欧亚龢进出口有限公司", "91310000717854505C", "fapiao@oya.example", "CN", "0088:6912345678902");
  }

  static Buyer arabic() {
    return new Buyer(
        "شركة الخليج للتجارة (ذ.م.م) 2026", "KW-4711", "info@khaleej.example", "KW", null);
  }

  private static String endless() {
    return "Gaiwan with saucer, hand-painted 手绘青花瓷盖碗; ".repeat(6).substring(0, 200);
  }

  private static InvoiceFacts credit(InvoiceFacts invoice, double part) {
    long amount = Math.round(invoice.totalMinor() * part);
    return CreditNoteFacts.of(
        invoice,
        List.of(),
        amount,
        new Credited(
            UUID.fromString("019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6072"),
            Instant.parse("2026-12-01T08:00:00Z"),
            invoice.number(),
            invoice.issuedAt(),
            amount < invoice.totalMinor()),
        "CN-2026-000007",
        Instant.parse("2026-12-01T08:00:01Z"));
  }
}
