package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.InvoiceFacts.Buyer;
import io.kassa.invoice.entity.InvoiceFacts.Seller;
import io.kassa.tax.TaxCalculation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Invoices that are hard to draw, each changed from one plain one. */
record SampleInvoices(
    String currency,
    int decimals,
    Seller seller,
    Buyer buyer,
    String description,
    List<TaxCalculation.Item> items,
    boolean test,
    boolean netPrices) {

  static final String URL =
      "https://pay.example.com/payment/confirmations/019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071";

  static SampleInvoices plain() {
    return new SampleInvoices(
        "CNY",
        2,
        new Seller(
            "杭州青禾茶业有限公司",
            "91330106MA2B1X7K4Q",
            "浙江省杭州市西湖区龙井路 18 号 3 幢 201 室\n3-201, 18 Longjing Road, Hangzhou 310007",
            "CN",
            "0088:6901234567892"),
        new Buyer(
            "Müller & Söhne GmbH 上海代表处",
            "91310000717854505C",
            "einkauf@mueller.example",
            "DE",
            "0088:4012345000009"),
        "Spring tea, first harvest 明前龙井",
        List.of(item("West Lake Longjing, 250 g tin 西湖龙井 250 克罐装", 2, 16_800, "13")),
        false,
        false);
  }

  static TaxCalculation.Item item(String description, int quantity, long unit, String rate) {
    return new TaxCalculation.Item(description, quantity, unit, new BigDecimal(rate));
  }

  static SampleInvoices ofLines(int count) {
    String[] goods = {
      "Green tea, loose leaf 散装绿茶",
      "Porcelain gaiwan with saucer, hand-painted, 120 ml 手绘青花瓷盖碗（含茶托）120 毫升",
      "Gift wrapping 礼品包装",
      "Delivery within the city 同城配送"
    };
    String[] rates = {"13", "13", "6", "0", "9"};
    return plain()
        .withItems(
            IntStream.range(0, count)
                .mapToObj(
                    i -> item(goods[i % goods.length], 1 + i % 7, 199 + 731L * i, rates[i % 5]))
                .toList());
  }

  SampleInvoices withItems(List<TaxCalculation.Item> newItems) {
    return new SampleInvoices(
        currency, decimals, seller, buyer, description, newItems, test, netPrices);
  }

  SampleInvoices withDescription(String newDescription) {
    return new SampleInvoices(
        currency, decimals, seller, buyer, newDescription, items, test, netPrices);
  }

  SampleInvoices in(String newCurrency, int newDecimals) {
    return new SampleInvoices(
        newCurrency, newDecimals, seller, buyer, description, items, test, netPrices);
  }

  SampleInvoices from(Seller newSeller) {
    return new SampleInvoices(
        currency, decimals, newSeller, buyer, description, items, test, netPrices);
  }

  SampleInvoices to(Buyer newBuyer) {
    return new SampleInvoices(
        currency, decimals, seller, newBuyer, description, items, test, netPrices);
  }

  SampleInvoices asTest() {
    return new SampleInvoices(
        currency, decimals, seller, buyer, description, items, true, netPrices);
  }

  SampleInvoices pricedWithoutTax() {
    return new SampleInvoices(currency, decimals, seller, buyer, description, items, test, true);
  }

  InvoiceFacts facts() {
    long sum = sum(items);
    if (netPrices) {
      for (TaxCalculation.Item item : items) {
        sum += Math.round(sum(List.of(item)) * item.taxRatePercent().doubleValue() / 100);
      }
    }
    TaxCalculation sums = TaxCalculation.of(sum, items);
    return new InvoiceFacts(
        InvoiceRenderer.TEMPLATE_VERSION,
        "QH-2026-000128",
        Instant.parse("2026-11-23T09:14:07.123456Z"),
        seller,
        buyer,
        "SO-20261123-0042",
        UUID.fromString("019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071"),
        description,
        currency,
        decimals,
        InvoiceFreezing.lines(sums),
        InvoiceFreezing.taxes(sums),
        sums.pricesIncludeTax(),
        sums.netMinor(),
        sums.taxMinor(),
        sums.totalMinor(),
        test ? "TEST" : "WECHAT_PAY",
        "KC-7F3Q-9M2D-X41B",
        Instant.parse("2026-11-23T09:14:05Z"),
        URL,
        test,
        null);
  }

  private static long sum(List<TaxCalculation.Item> items) {
    return items.stream()
        .mapToLong(i -> i.quantity() * i.unitAmountMinor() - i.discountMinor())
        .sum();
  }
}
