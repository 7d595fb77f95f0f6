package io.kassa.invoice.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kassa.invoice.entity.InvoiceFacts.Buyer;
import io.kassa.invoice.entity.InvoiceFacts.Line;
import io.kassa.invoice.entity.InvoiceFacts.Seller;
import io.kassa.invoice.entity.InvoiceFacts.Tax;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceFactsTest {
  private static final String CANONICAL =
      """
      {"templateVersion":1,"number":"QH-1","issuedAt":"2026-11-23T09:14:07.123456Z",\
      "seller":{"legalName":"青禾 \\"Tea\\"","taxId":"T1","address":"a\\nb","country":"CN",\
      "electronicAddress":"0088:1"},\
      "buyer":{"name":"Müller","email":"m@example.com","country":"DE",\
      "electronicAddress":"0088:2"},"orderId":"A-1",\
      "paymentId":"019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071","description":"𠮷 tea",\
      "currency":"CNY","currencyDecimals":2,\
      "lines":[{"description":"Tea","quantity":2,"unitAmountMinor":50,"taxRate":10,\
      "discountMinor":10,"netMinor":91,\
      "taxMinor":9,"grossMinor":100},{"description":"Cup","quantity":1,"unitAmountMinor":7,\
      "taxRate":0.5,"netMinor":7,"taxMinor":0,"grossMinor":7}],\
      "taxes":[{"rate":0.5,"netMinor":7,"taxMinor":0},{"rate":10,"netMinor":91,"taxMinor":9}],\
      "pricesIncludeTax":true,"netMinor":98,"taxMinor":9,"totalMinor":107,"channel":"ALIPAY",\
      "confirmationNumber":"K-1","confirmedAt":"2026-11-23T09:14:05Z",\
      "confirmationUrl":"https://pay.example.com/c/1","test":false}""";

  private static InvoiceFacts facts() {
    return new InvoiceFacts(
        1,
        "QH-1",
        Instant.parse("2026-11-23T09:14:07.123456Z"),
        new Seller("青禾 \"Tea\"", "T1", "a\nb", "CN", "0088:1"),
        new Buyer("Müller", null, "m@example.com", "DE", "0088:2"),
        "A-1",
        UUID.fromString("019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071"),
        "𠮷 tea",
        "CNY",
        2,
        List.of(
            new Line("Tea", 2, 50, new BigDecimal("10.00"), 10, null, 91, 9, 100),
            new Line("Cup", 1, 7, new BigDecimal("0.50"), 0, null, 7, 0, 7)),
        List.of(new Tax(new BigDecimal("0.5"), 7, 0), new Tax(new BigDecimal("1E+1"), 91, 9)),
        true,
        98,
        9,
        107,
        "ALIPAY",
        "K-1",
        Instant.parse("2026-11-23T09:14:05Z"),
        "https://pay.example.com/c/1",
        false,
        null);
  }

  private static InvoiceFacts read(String json) {
    return InvoiceFacts.fromJson(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void factsHaveOneSpelling() {
    assertThat(new String(facts().toJson(), StandardCharsets.UTF_8)).isEqualTo(CANONICAL);
  }

  @Test
  void factsComeBackAsTheyWere() {
    assertThat(read(CANONICAL)).isEqualTo(facts());
    assertThat(read(CANONICAL).toJson()).isEqualTo(CANONICAL.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void membersMayComeInTheOrderOfTheDatabase() {
    String moved =
        CANONICAL
            .replace("\"templateVersion\":1,", "")
            .replace("\"test\":false}", "\"test\": false, \"templateVersion\": 1}");

    assertThat(read(moved)).isEqualTo(facts());
  }

  @Test
  void absentFactsAreLeftOut() {
    String bare =
        CANONICAL
            .replaceAll("\"buyer\":\\{[^}]*\\},", "")
            .replaceAll("\"description\":\"𠮷 tea\",", "")
            .replaceAll(
                ",\"taxId\":\"T1\",\"address\":\"[^\"]*\",\"country\":\"CN\",\"electronicAddress\":\"[^\"]*\"",
                "");

    InvoiceFacts facts = read(bare);

    assertThat(facts.buyer()).isNull();
    assertThat(facts.description()).isNull();
    assertThat(facts.seller().taxId()).isNull();
    assertThat(new String(facts.toJson(), StandardCharsets.UTF_8)).isEqualTo(bare);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"totalMinor\":107 | \"totalMinor\":\"107\" | totalMinor",
        "\"totalMinor\":107 | \"totalMinor\":107.0 | totalMinor",
        "\"totalMinor\":107 | \"totalMinor\":1.07e2 | totalMinor",
        "\"totalMinor\":107 | \"totalMinor\":9223372036854775808 | 9223372036854775808",
        "\"totalMinor\":107 | \"totalMinor\":null | null",
        "\"totalMinor\":107, | `` | totalMinor is missing",
        "\"totalMinor\":107 | \"totalMinor\":107,\"totalMinor\":107 | twice",
        "\"totalMinor\":107 | \"totalMinor\":108 | total",
        "\"totalMinor\":107 | \"totalMinor\":107,\"extra\":1 | extra",
        "\"quantity\":2 | \"quantity\":4294967298 | quantity",
        "\"quantity\":2 | \"quantity\":0 | quantity",
        "\"taxRate\":10 | \"taxRate\":10.005 | taxRate",
        "\"taxRate\":10 | \"taxRate\":1e1 | taxRate",
        "\"taxRate\":10 | \"taxRate\":100.01 | rate",
        "\"test\":false | \"test\":\"false\" | test",
        "\"name\":\"Müller\" | \"name\":\"\\ud800\" | buyer.name",
        "\"name\":\"Müller\" | \"name\":\"\\u0000\" | buyer.name",
        "\"name\":\"Müller\" | \"name\":\"Müller\",\"phone\":\"1\" | phone",
        "2026-11-23T09:14:05Z | 23.11.2026 | confirmedAt",
        "019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071 | 1-1-1-1-1 | paymentId",
        "\"test\":false} | \"test\":false}{} | JSON",
        "\"test\":false} | \"test\":false | JSON",
        "\"currency\":\"CNY\" | \"currency\":\"cny\" | currency",
        "\"currencyDecimals\":2 | \"currencyDecimals\":5 | currencyDecimals",
        "https://pay.example.com/c/1 | https://pay.example.com/支付 | confirmationUrl",
      })
  void whatWasNeverWrittenIsRefused(String written, String changed, String about) {
    assertThat(CANONICAL).contains(written);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CANONICAL.replace(written, changed)))
        .withMessageContaining(about);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"netMinor\":98,\"taxMinor\":9,\"totalMinor\":107",
        "{\"rate\":10,\"netMinor\":91,\"taxMinor\":9}",
        "\"netMinor\":91,\"taxMinor\":9,\"grossMinor\":100"
      })
  void partsThatMissTheirSumAreRefused(String part) {
    assertThat(CANONICAL).contains(part);
    // one unit moves from net to tax, so every single entry still adds up
    String moved = part.replace("98", "97").replace("91", "90").replace(":9,", ":10,");
    moved = moved.replace(":9}", ":10}");

    String json = CANONICAL.replace(part, moved);

    assertThatIllegalArgumentException().isThrownBy(() -> read(json));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] bytes = CANONICAL.getBytes(StandardCharsets.UTF_8);
    bytes[12] = (byte) 0xFF;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InvoiceFacts.fromJson(bytes))
        .withMessageContaining("UTF-8");
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    String deep = "{\"a\":".repeat(100_000);

    assertThatIllegalArgumentException().isThrownBy(() -> read(deep));
  }
}
