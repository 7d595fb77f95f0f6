package io.kassa.payment.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.merchant.entity.AmountLimit;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.money.Money;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.OrderLine;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreationRulesTest {
  private static final UUID MERCHANT_ID = UUID.fromString("019ab0c1-7000-7abc-8def-0123456789ab");
  private static final UUID ACCOUNT_ID = UUID.fromString("019ab0c1-7000-7abc-8def-0123456789ac");
  private static final Set<String> ORIGINS =
      Set.of("https://shop.example", "https://shop.example:8443");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example/",
        "https://shop.example/paid?order=1#thanks",
        "https://shop.example:8443/paid"
      })
  void phoneMayReturnToARegisteredOrigin(String returnUrl) {
    assertThatCode(() -> CreationRules.check(merchant(Invoicing.ALWAYS), returning(returnUrl)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/paid",
        "https://shop.example:444/paid",
        "https://shop.example:80/paid",
        "https://other.example/paid",
        "https://shop.example.other.example/paid",
        "https://www.shop.example/paid",
        "https://other.example/https://shop.example",
        "https://other.example?https://shop.example",
        "https://other.example#https://shop.example"
      })
  void phoneReturnsToNoOtherSchemeHostOrPort(String returnUrl) {
    assertThatReturnUrlIsRefused(returnUrl);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example@other.example/paid",
        "https://shop.example:8443@other.example/paid",
        "https://someone@shop.example/paid",
        "https://someone:secret@shop.example/paid",
        "https://@shop.example/paid"
      })
  void nameBeforeTheHostIsRefusedSinceItHidesTheHost(String returnUrl) {
    assertThatReturnUrlIsRefused(returnUrl);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example\\@other.example/",
        "https://shop.example/a b",
        "https:///paid",
        "https:shop.example",
        "https://shop_example/",
        "//shop.example/paid",
        "/paid",
        "https://[shop.example]/"
      })
  void urlWithoutAPlainOriginIsRefusedLikeAnyOther(String returnUrl) {
    assertThatReturnUrlIsRefused(returnUrl);
  }

  @Test
  void merchantWithoutOriginsHasNoReturnUrls() {
    MerchantProfile merchant = merchant(Invoicing.ALWAYS, Set.of());

    PaymentException refusal =
        catchThrowableOfType(
            PaymentException.class,
            () -> CreationRules.check(merchant, returning("https://shop.example/")));

    assertThat(refusal.errors().get(0).field()).isEqualTo("returnUrl");
  }

  @Test
  void linesMustAddUpToTheAmount() {
    CreatePayment command = withLines(new OrderLine("Tea", 2, 1_000, new BigDecimal("13")));

    PaymentException refusal =
        catchThrowableOfType(
            PaymentException.class, () -> CreationRules.check(merchant(Invoicing.ALWAYS), command));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.errors().get(0).field()).isEqualTo("lines");
  }

  @ParameterizedTest
  @CsvSource({"499, JPY, false", "500, JPY, false", "501, JPY, true", "501, CNY, false"})
  void paymentBeyondTheLimitOfItsCurrencyIsRefused(long amount, String currency, boolean refused) {
    CreatePayment command =
        command("order-1", amount, currency, null, 900, Map.of(), null, null, List.of(), null);

    PaymentException refusal =
        catchThrowableOfType(
            PaymentException.class, () -> CreationRules.check(merchant(Invoicing.ALWAYS), command));

    assertThat(refusal != null).isEqualTo(refused);
    if (refused) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
      assertThat(refusal).hasMessage("perPayment: the amount 501 is beyond the limit of 500.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ALWAYS, false, PENDING",
    "ALWAYS, true, PENDING",
    "ON_REQUEST, false, NONE",
    "ON_REQUEST, true, PENDING"
  })
  void invoiceIsMadeIfAlwaysOrAskedFor(
      Invoicing invoicing, boolean requested, InvoiceStatus status) {
    assertThat(CreationRules.invoiceStatus(merchant(invoicing), requested)).isEqualTo(status);
  }

  @Test
  void everyFieldCountsForTheSameContent() {
    Buyer buyer = new Buyer("A. Customer", null, null, null, null);
    OrderLine line = new OrderLine("Tea", 1, 1_999, new BigDecimal("13"));
    Map<String, String> table = Map.of("table", "12");
    Stream<CreatePayment> different =
        Stream.of(
            returning(null),
            command("order-2", 1_999, "CNY", null, 900, Map.of(), null, null, List.of(), null),
            command("order-1", 2_000, "CNY", null, 900, Map.of(), null, null, List.of(), null),
            command("order-1", 1_999, "EUR", null, 900, Map.of(), null, null, List.of(), null),
            command("order-1", 1_999, "CNY", "Tea", 900, Map.of(), null, null, List.of(), null),
            command("order-1", 1_999, "CNY", null, 901, Map.of(), null, null, List.of(), null),
            command("order-1", 1_999, "CNY", null, 900, table, null, null, List.of(), null),
            returning("https://shop.example"),
            command(
                "order-1", 1_999, "CNY", null, 900, Map.of(), null, ACCOUNT_ID, List.of(), null),
            withLines(line),
            withLines(line, line),
            withLines(new OrderLine("Tea", 1, 1_999, new BigDecimal("6"))),
            withLines(new OrderLine("Pot", 1, 1_999, new BigDecimal("13"))),
            withLines(new OrderLine("Tea", 2, 1_999, new BigDecimal("13"))),
            withLines(new OrderLine("Tea", 1, 1_998, new BigDecimal("13"))),
            command("order-1", 1_999, "CNY", null, 900, Map.of(), null, null, List.of(), buyer),
            boughtBy(new Buyer("B. Customer", null, null, null, null)),
            boughtBy(new Buyer("A. Customer", "91310000", null, null, null)),
            boughtBy(new Buyer("A. Customer", null, "91310000", null, null)));

    assertThat(different.map(CreationRulesTest::hash)).doesNotHaveDuplicates().hasSize(19);
  }

  @Test
  void orderOfMetadataDoesNotCount() {
    Map<String, String> oneWay = new LinkedHashMap<>();
    oneWay.put("a", "1");
    oneWay.put("b", "2");
    Map<String, String> otherWay = new LinkedHashMap<>();
    otherWay.put("b", "2");
    otherWay.put("a", "1");

    assertThat(hash(withMetadata(oneWay))).isEqualTo(hash(withMetadata(otherWay)));
  }

  @Test
  void spellingOfATaxRateDoesNotCount() {
    assertThat(Stream.of("10", "10.0", "10.00").map(CreationRulesTest::hashWithRate).distinct())
        .hasSize(1);
    assertThat(Stream.of("0", "0.0", "0.00").map(CreationRulesTest::hashWithRate).distinct())
        .hasSize(1);
  }

  private static void assertThatReturnUrlIsRefused(String returnUrl) {
    PaymentException refusal =
        catchThrowableOfType(
            PaymentException.class,
            () -> CreationRules.check(merchant(Invoicing.ALWAYS), returning(returnUrl)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.errors()).hasSize(1);
    assertThat(refusal.errors().get(0).field()).isEqualTo("returnUrl");
  }

  private static String hash(CreatePayment command) {
    return HexFormat.of().formatHex(CreationRules.contentHash(command));
  }

  private static String hashWithRate(String rate) {
    return hash(withLines(new OrderLine("Tea", 1, 1_999, new BigDecimal(rate))));
  }

  private static MerchantProfile merchant(Invoicing invoicing) {
    return merchant(invoicing, ORIGINS);
  }

  private static MerchantProfile merchant(Invoicing invoicing, Set<String> origins) {
    return new MerchantProfile(
        MERCHANT_ID,
        "Tea House",
        MerchantMode.TEST,
        MerchantStatus.ACTIVE,
        invoicing,
        null,
        false,
        LateSuccess.ACCEPT,
        origins,
        List.of(new AmountLimit("JPY", 500L, null)));
  }

  private static CreatePayment returning(String returnUrl) {
    return command("order-1", 1_999, "CNY", null, 900, Map.of(), returnUrl, null, List.of(), null);
  }

  private static CreatePayment withMetadata(Map<String, String> metadata) {
    return command("order-1", 1_999, "CNY", null, 900, metadata, null, null, List.of(), null);
  }

  private static CreatePayment withLines(OrderLine... lines) {
    return command("order-1", 1_999, "CNY", null, 900, Map.of(), null, null, List.of(lines), null);
  }

  private static CreatePayment boughtBy(Buyer buyer) {
    return command("order-1", 1_999, "CNY", null, 900, Map.of(), null, null, List.of(), buyer);
  }

  private static CreatePayment command(
      String orderId,
      long amountMinor,
      String currency,
      String description,
      int expiresInSeconds,
      Map<String, String> metadata,
      String returnUrl,
      UUID accountId,
      List<OrderLine> lines,
      Buyer buyer) {
    return new CreatePayment(
        orderId,
        Money.ofMinor(amountMinor, currency),
        description,
        expiresInSeconds,
        metadata,
        returnUrl,
        accountId,
        lines,
        buyer,
        buyer != null);
  }
}
