package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NextAction;
import io.kassa.channel.Scene;
import io.kassa.channel.alipay.Loopback.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
  private static final String PRECREATE = "alipay.trade.precreate";
  private static final String QUERY = "alipay.trade.query";
  private static final String QR = "https://qr.alipay.com/bavh4wjlxf12tper3a";
  private static final Paid PAID =
      new Paid(Samples.TRANSACTION, 8888, "CNY", Instant.parse("2026-06-01T12:00:01Z"));
  private static final Reply NO_TRADE =
      Reply.of(
          "{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\","
              + "\"sub_msg\":\"交易不存在\",\"buyer_pay_amount\":\"0.00\",\"out_trade_no\":\""
              + Samples.NUMBER
              + "\"}");

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel = new AlipayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(alipay, Samples.values());

  @AfterEach
  void stop() {
    alipay.close();
  }

  @Test
  void nativeOrderIsShownAsAQrCode() {
    answerPrecreate(Samples.NUMBER, QR);

    assertThat(start(Samples.order(Scene.NATIVE)))
        .isEqualTo(new Pending(new NextAction.QrCode(QR)));
    assertThat(alipay.requests().get(0).parameters())
        .containsEntry("timestamp", "2026-06-01 20:00:00")
        .containsEntry("notify_url", Samples.NOTICES.toString())
        .doesNotContainKeys("return_url", "app_cert_sn");
    assertThat(alipay.requests().get(0).content())
        .isEqualTo(
            "{\"out_trade_no\":\""
                + Samples.NUMBER
                + "\",\"total_amount\":\"88.88\",\"subject\":\"形象店 a／b＝c＆d \\\"x\\\"\","
                + "\"time_expire\":\"2026-06-01 20:30:00\"}");
  }

  @Test
  void appGetsASignedOrderStringAndNothingIsCalled() {
    Map<String, String> parameters = Loopback.form(orderString(start(Samples.order(Scene.APP))));

    assertThat(TestAlipay.isApps(parameters)).isTrue();
    assertThat(parameters)
        .containsEntry("method", "alipay.trade.app.pay")
        .containsEntry("notify_url", Samples.NOTICES.toString())
        .doesNotContainKey("return_url");
    assertThat(parameters.get("biz_content"))
        .contains("\"out_trade_no\":\"" + Samples.NUMBER + "\"")
        .contains("\"total_amount\":\"88.88\"")
        .contains("\"product_code\":\"QUICK_MSECURITY_PAY\"")
        .contains("\"time_expire\":\"2026-06-01 20:30:00\"");
    assertThat(alipay.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WAP, alipay.trade.wap.pay, QUICK_WAP_WAY, true",
    "PAGE, alipay.trade.page.pay, FAST_INSTANT_TRADE_PAY, false"
  })
  void browserIsSentToASignedAddressAndBack(
      String product, String method, String code, boolean quits) {
    ChannelSettings other =
        Samples.settings(alipay, Samples.with(Samples.values(), "browserProduct", product));
    ChannelOutcome outcome =
        channel.start(other, Samples.order(Scene.H5)).toCompletableFuture().join();

    URI url = ((NextAction.Redirect) ((Pending) outcome).nextAction()).url();
    Map<String, String> parameters = Loopback.form(url.getRawQuery());
    assertThat(url.toString()).startsWith(alipay.gateway() + "?");
    assertThat(TestAlipay.isApps(parameters)).isTrue();
    assertThat(parameters)
        .containsEntry("method", method)
        .containsEntry("return_url", "https://shop.example.com/done?order=1&lang=zh");
    assertThat(parameters.get("biz_content")).contains("\"product_code\":\"" + code + "\"");
    assertThat(parameters.get("biz_content").contains("\"quit_url\"")).isEqualTo(quits);
    assertThat(alipay.requests()).isEmpty();
  }

  @Test
  void sameOrderIsPostedInTheSameWords() {
    answerPrecreate(Samples.NUMBER, QR);

    assertThat(start(Samples.order(Scene.NATIVE))).isInstanceOf(Pending.class);
    assertThat(start(Samples.order(Scene.NATIVE))).isInstanceOf(Pending.class);
    assertThat(alipay.requests()).hasSize(2);
    assertThat(alipay.requests().get(0).content()).isEqualTo(alipay.requests().get(1).content());
  }

  @Test
  void answerForAnotherOrderIsUnknown() {
    answerPrecreate(Samples.REFUND_NUMBER, QR);

    assertThat(start(Samples.order(Scene.NATIVE))).isEqualTo(new Unknown("order-mismatch"));
  }

  @Test
  void answerWithoutAQrCodeIsUnknown() {
    alipay.answer(
        PRECREATE, Reply.of("{\"code\":\"10000\",\"out_trade_no\":\"" + Samples.NUMBER + "\"}"));

    assertThat(start(Samples.order(Scene.NATIVE))).isEqualTo(new Unknown("malformed-answer"));
  }

  static Stream<Arguments> refusedStarts() {
    return Stream.of(
        Arguments.of(NO_TRADE, new Declined("ACQ.PAYMENT_REQUEST_HAS_RISK")),
        Arguments.of(Reply.of(Samples.trade("TRADE_SUCCESS")), PAID),
        Arguments.of(Reply.of(Samples.trade("TRADE_CLOSED")), new Closed("TRADE_CLOSED")),
        Arguments.of(
            Reply.of(Samples.trade("WAIT_BUYER_PAY")), new Unknown("ACQ.PAYMENT_REQUEST_HAS_RISK")),
        Arguments.of(Reply.refusal("ACQ.SYSTEM_ERROR"), new Unknown("ACQ.SYSTEM_ERROR")),
        Arguments.of(Reply.raw(200, "<html>"), new Unknown("malformed-answer")));
  }

  @ParameterizedTest
  @MethodSource("refusedStarts")
  void refusedStartIsAskedAbout(Reply asked, ChannelOutcome outcome) {
    alipay.answer(PRECREATE, Reply.refusal("ACQ.PAYMENT_REQUEST_HAS_RISK"));
    alipay.answer(QUERY, asked);

    assertThat(start(Samples.order(Scene.NATIVE))).isEqualTo(outcome);
    assertThat(alipay.methods()).containsExactly(PRECREATE, QUERY);
  }

  @Test
  void refusalThatNobodySignedIsUnknown() {
    alipay.answer(PRECREATE, Reply.refusal("ACQ.PAYMENT_REQUEST_HAS_RISK").signedBy(null));

    assertThat(start(Samples.order(Scene.NATIVE))).isEqualTo(new Unknown("unsigned"));
    assertThat(alipay.methods()).containsExactly(PRECREATE);
  }

  @ParameterizedTest
  @EnumSource(value = Scene.class, names = "JSAPI", mode = EnumSource.Mode.EXCLUDE)
  void amountThatAlipayCannotTakeIsDeclined(Scene scene) {
    answerPrecreate(Samples.NUMBER, QR);

    assertThat(start(Samples.order(scene, 10_000_000_000L, "CNY"))).isInstanceOf(Pending.class);
    assertThat(start(Samples.order(scene, 10_000_000_001L, "CNY")))
        .isEqualTo(new Declined("amount-too-large"));
    assertThat(start(Samples.order(scene, 100, "USD")))
        .isEqualTo(new Declined("currency-not-taken"));
  }

  @Test
  void bridgeInsideTheAppIsNotOffered() {
    assertThat(channel.currencies()).containsExactly("CNY");
    assertThat(channel.scenes()).containsExactlyInAnyOrder(Scene.NATIVE, Scene.APP, Scene.H5);
    assertThatIllegalArgumentException().isThrownBy(() -> start(Samples.order(Scene.JSAPI)));
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(Reply.of(Samples.trade("TRADE_SUCCESS")), PAID),
        Arguments.of(Reply.of(Samples.trade("TRADE_FINISHED")), PAID),
        Arguments.of(Reply.of(Samples.trade("WAIT_BUYER_PAY")), new Pending(null)),
        Arguments.of(Reply.of(Samples.trade("TRADE_CLOSED")), new Closed("TRADE_CLOSED")),
        Arguments.of(Reply.of(Samples.trade("NEW")), new Unknown("trade-status-unexpected")),
        Arguments.of(NO_TRADE, new Absent()),
        Arguments.of(Reply.refusal("ACQ.TRADE_NOT_EXIST"), new Absent()),
        Arguments.of(Reply.refusal("ACQ.TRADE_NOT_EXIST").signedBy(null), new Unknown("unsigned")),
        Arguments.of(Reply.refusal("ACQ.INVALID_PARAMETER"), new Unknown("ACQ.INVALID_PARAMETER")));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void orderStandsAsItIsToldSigned(Reply reply, ChannelOutcome outcome) {
    alipay.answer(QUERY, reply);

    assertThat(query()).isEqualTo(outcome);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo("{\"out_trade_no\":\"" + Samples.NUMBER + "\"}");
    assertThat(alipay.requests().get(0).parameters()).doesNotContainKey("notify_url");
  }

  @ParameterizedTest
  @CsvSource({
    "out_trade_no, 019e8a0000007000800000000000000c, order-mismatch",
    "total_amount, 88.89, amount-mismatch",
    "total_amount, 88.881, malformed-answer",
    "total_amount, 0.00, malformed-answer",
    "total_amount, -88.88, malformed-answer",
    "trans_currency, USD, currency-mismatch",
    "trade_no, a b, malformed-answer",
    "send_pay_date, 2026-02-30 20:00:01, malformed-answer",
  })
  void paymentThatIsNotOursIsUnknown(String name, String value, String reason) {
    alipay.answer(QUERY, Reply.of(changed(Samples.trade("TRADE_SUCCESS"), name, value)));

    assertThat(query()).isEqualTo(new Unknown(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAIT_BUYER_PAY", "TRADE_CLOSED"})
  void otherAmountIsUnknownWhateverTheState(String status) {
    alipay.answer(QUERY, Reply.of(changed(Samples.trade(status), "total_amount", "1.00")));

    assertThat(query()).isEqualTo(new Unknown("amount-mismatch"));
  }

  @Test
  void absenceOfAnotherOrderIsUnknown() {
    alipay.answer(
        QUERY,
        Reply.of(
            "{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\",\"out_trade_no\":\"x\"}"));

    assertThat(query()).isEqualTo(new Unknown("order-mismatch"));
  }

  @Test
  void paymentWithoutATimeIsPaidNow() {
    alipay.answer(QUERY, Reply.of(changed(Samples.trade("TRADE_SUCCESS"), "send_pay_date", "")));

    assertThat(query()).isEqualTo(new Paid(Samples.TRANSACTION, 8888, "CNY", Samples.NOW));
  }

  @Test
  void orderIsFoundByAlipaysNumber() {
    alipay.answer(QUERY, Reply.of(Samples.trade("TRADE_SUCCESS")));

    assertThat(queryTransaction(Samples.TRANSACTION)).isEqualTo(PAID);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo("{\"trade_no\":\"" + Samples.TRANSACTION + "\"}");
    assertThat(queryTransaction("2026")).isEqualTo(new Unknown("transaction-mismatch"));

    alipay.answer(QUERY, Reply.refusal("ACQ.TRADE_NOT_EXIST"));
    assertThat(queryTransaction("2026")).isEqualTo(new Unknown("transaction-not-found"));
  }

  /** Puts a member first; the one that was there is renamed. */
  private static String changed(String node, String name, String value) {
    return node.replace("\"" + name + "\"", "\"old_" + name + "\"")
        .replaceFirst("\\{", "{\"" + name + "\":\"" + value + "\",");
  }

  private void answerPrecreate(String number, String qr) {
    alipay.answer(
        PRECREATE,
        Reply.of(
            "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"%s\",\"qr_code\":\"%s\"}"
                .formatted(number, qr.replace("/", "\\/"))));
  }

  private static String orderString(ChannelOutcome outcome) {
    return ((NextAction.AppInvoke) ((Pending) outcome).nextAction()).parameters().get("orderInfo");
  }

  private ChannelOutcome start(ChannelOrder order) {
    return channel.start(settings, order).toCompletableFuture().join();
  }

  private ChannelOutcome query() {
    return channel.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }

  private ChannelOutcome queryTransaction(String transactionId) {
    return channel
        .queryTransaction(settings, Samples.order(Scene.NATIVE), transactionId)
        .toCompletableFuture()
        .join();
  }
}
