package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.kassa.channel.wechatpay.Loopback.Reply;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
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
  private static final String QUERY = "GET /v3/pay/transactions/out-trade-no/" + Samples.NUMBER;
  private static final String QUERY_ID = "GET /v3/pay/transactions/id/" + Samples.TRANSACTION;
  private static final String CLOSE =
      "POST /v3/pay/transactions/out-trade-no/" + Samples.NUMBER + "/close";
  private static final Reply NO_ORDER =
      Reply.of(404, "{\"code\":\"ORDER_NOT_EXIST\",\"message\":\"订单不存在\"}");
  private static final Paid PAID =
      new Paid(Samples.TRANSACTION, 100, "CNY", Instant.parse("2026-06-01T12:00:01Z"));

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(platform);

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void nativeOrderIsShownAsAQrCode() {
    answerPrepay(Scene.NATIVE, "{\"code_url\":\"weixin://wxpay/bizpayurl/up?pr=NwY5Mz9\"}");

    assertThat(start(Scene.NATIVE))
        .isEqualTo(new Pending(new NextAction.QrCode("weixin://wxpay/bizpayurl/up?pr=NwY5Mz9")));
  }

  @Test
  void pageInTheProvidersAppGetsItsSignedParameters() {
    answerPrepay(Scene.JSAPI, "{\"prepay_id\":\"wx2014102720093952\"}");

    Map<String, String> parameters = invocation(start(Scene.JSAPI));

    assertThat(parameters)
        .containsOnlyKeys("appId", "timeStamp", "nonceStr", "package", "signType", "paySign")
        .containsEntry("appId", TestPlatform.APP_ID)
        .containsEntry("package", "prepay_id=wx2014102720093952")
        .containsEntry("signType", "RSA");
    assertThat(
            isMerchants(
                parameters.get("appId")
                    + "\n"
                    + parameters.get("timeStamp")
                    + "\n"
                    + parameters.get("nonceStr")
                    + "\nprepay_id=wx2014102720093952\n",
                parameters.get("paySign")))
        .isTrue();
  }

  @Test
  void merchantsAppGetsItsSignedParameters() {
    answerPrepay(Scene.APP, "{\"prepay_id\":\"wx2014102720093952\"}");

    Map<String, String> parameters = invocation(start(Scene.APP));

    assertThat(parameters)
        .containsOnlyKeys(
            "appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign")
        .containsEntry("appid", TestPlatform.APP_ID)
        .containsEntry("partnerid", TestPlatform.MCHID)
        .containsEntry("prepayid", "wx2014102720093952")
        .containsEntry("package", "Sign=WXPay");
    assertThat(
            isMerchants(
                parameters.get("appid")
                    + "\n"
                    + parameters.get("timestamp")
                    + "\n"
                    + parameters.get("noncestr")
                    + "\nwx2014102720093952\n",
                parameters.get("sign")))
        .isTrue();
  }

  @Test
  void browserIsSentToThePageAndBack() {
    answerPrepay(
        Scene.H5,
        "{\"h5_url\":\"https://wx.tenpay.com/cgi-bin/checkmweb?prepay_id=wx20&package=14\"}");

    assertThat(start(Scene.H5))
        .isEqualTo(
            new Pending(
                new NextAction.Redirect(
                    URI.create(
                        "https://wx.tenpay.com/cgi-bin/checkmweb?prepay_id=wx20&package=14"
                            + "&redirect_url=https%3A%2F%2Fshop.example.com%2Fdone%3Forder%3D1"
                            + "%26lang%3Dzh"))));
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  void sameOrderIsPostedInTheSameWords(Scene scene) {
    answerPrepay(
        scene,
        "{\"code_url\":\"weixin://x\",\"prepay_id\":\"wx1\",\"h5_url\":\"https://wx.tenpay.com/x\"}");

    assertThat(start(scene)).isInstanceOf(Pending.class);
    assertThat(start(scene)).isInstanceOf(Pending.class);
    assertThat(platform.requests()).hasSize(2);
    assertThat(platform.requests().get(0).body())
        .isEqualTo(platform.requests().get(1).body())
        .contains("\"time_expire\":\"2026-06-01T20:30:00+08:00\"")
        .contains("\"out_trade_no\":\"" + Samples.NUMBER + "\"")
        .contains("\"amount\":{\"total\":100,\"currency\":\"CNY\"}");
  }

  @Test
  void subjectIsCutTo127BytesButNotInsideACharacter() {
    assertThat(description("x".repeat(127))).isEqualTo("x".repeat(127));
    assertThat(description("x".repeat(128))).isEqualTo("x".repeat(127));
    assertThat(description("支".repeat(43))).isEqualTo("支".repeat(42));
    assertThat(description("x".repeat(123) + "😀")).isEqualTo("x".repeat(123) + "😀");
    assertThat(description("x".repeat(124) + "😀")).isEqualTo("x".repeat(124));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code_url\":1}",
        "{\"code_url\":\"\"}",
        "{\"code_url\":null}",
        "[]",
        "",
        "{\"code_url\":\"weixin://x\",\"code_url\":\"weixin://y\"}"
      })
  void signedAnswerThatIsNoneIsUnknown(String body) {
    answerPrepay(Scene.NATIVE, body);

    assertThat(start(Scene.NATIVE)).isEqualTo(new Unknown("malformed-answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "not an address", "/page", "ftp://example.com"})
  void browserIsSentToAWebPageOnly(String page) {
    answerPrepay(Scene.H5, "{\"h5_url\":\"" + page + "\"}");

    assertThat(start(Scene.H5)).isEqualTo(new Unknown("malformed-answer"));
  }

  @Test
  void refusedOrderThatNobodyKnowsIsDeclined() {
    platform.answer("POST /v3/pay/transactions/native", refusal(403, "NO_AUTH"));
    platform.answer(QUERY, NO_ORDER);

    assertThat(start(Scene.NATIVE)).isEqualTo(new Declined("NO_AUTH"));
  }

  @Test
  void refusedOrderThatWasPaidBeforeIsPaid() {
    platform.answer("POST /v3/pay/transactions/native", refusal(400, "ORDERPAID"));
    platform.answer(QUERY, Reply.of(200, Samples.transaction("SUCCESS")));

    assertThat(start(Scene.NATIVE)).isEqualTo(PAID);
  }

  @Test
  void refusedOrderThatStandsOpenIsUnknownByTheRefusalsName() {
    platform.answer("POST /v3/pay/transactions/native", refusal(403, "OUT_TRADE_NO_USED"));
    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("NOTPAY")));

    assertThat(start(Scene.NATIVE)).isEqualTo(new Unknown("OUT_TRADE_NO_USED"));
  }

  @Test
  void unsignedRefusalProvesNothing() {
    platform.answer("POST /v3/pay/transactions/native", refusal(403, "NO_AUTH").sealed(null));
    platform.answer(QUERY, NO_ORDER);

    assertThat(start(Scene.NATIVE)).isEqualTo(new Unknown("unsigned"));
    assertThat(platform.requests()).hasSize(1);
  }

  @Test
  void refusalWhoseOrderCannotBeAskedAboutIsUnknown() {
    platform.answer("POST /v3/pay/transactions/native", refusal(403, "NO_AUTH"));
    platform.answer(QUERY, NO_ORDER.sealed(null));

    assertThat(start(Scene.NATIVE)).isEqualTo(new Unknown("unsigned"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503, 302})
  void statusThatSaysNothingOfTheOrderIsUnknown(int status) {
    platform.answer("POST /v3/pay/transactions/native", refusal(status, "SYSTEM_ERROR"));
    platform.answer(QUERY, refusal(status, "ORDER_NOT_EXIST"));

    assertThat(start(Scene.NATIVE)).isEqualTo(new Unknown("http-" + status));
    assertThat(query()).isEqualTo(new Unknown("http-" + status));
  }

  @Test
  void orderThatWasNotEvenSentIsUnknown() {
    WeChatPayChannel cutOff = new WeChatPayChannel(LoopbackExchange.unreachable(), clock);

    assertThat(cutOff.start(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join())
        .isEqualTo(new Unknown("not-reached"));
    assertThat(cutOff.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join())
        .isEqualTo(new Unknown("not-reached"));
  }

  @ParameterizedTest
  @CsvSource({"2147483647, false", "2147483648, true"})
  void amountThatTheProtocolCannotSayIsDeclined(long amountMinor, boolean declined) {
    answerPrepay(Scene.NATIVE, "{\"code_url\":\"weixin://x\"}");

    ChannelOutcome outcome =
        channel
            .start(settings, Samples.order(Scene.NATIVE, amountMinor, "CNY"))
            .toCompletableFuture()
            .join();

    assertThat(outcome instanceof Declined).isEqualTo(declined);
    assertThat(platform.requests()).hasSize(declined ? 0 : 1);
  }

  @Test
  void otherCurrencyThanYuanIsDeclinedUnsent() {
    assertThat(channel.currencies()).containsExactly("CNY");
    assertThat(
            channel
                .start(settings, Samples.order(Scene.NATIVE, 100, "EUR"))
                .toCompletableFuture()
                .join())
        .isEqualTo(new Declined("currency-not-taken"));
    assertThat(platform.requests()).isEmpty();
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(Samples.transaction("SUCCESS"), PAID),
        Arguments.of(Samples.transaction("REFUND"), PAID),
        Arguments.of(Samples.openTransaction("NOTPAY"), new Pending(null)),
        Arguments.of(Samples.openTransaction("USERPAYING"), new Pending(null)),
        Arguments.of(Samples.openTransaction("ACCEPT"), new Pending(null)),
        Arguments.of(Samples.openTransaction("PAYERROR"), new Pending(null)),
        Arguments.of(Samples.openTransaction("CLOSED"), new Closed("CLOSED")),
        Arguments.of(Samples.openTransaction("REVOKED"), new Unknown("trade-state-unexpected")),
        Arguments.of(Samples.openTransaction("NEW"), new Unknown("trade-state-unexpected")),
        Arguments.of(changed("\"total\":100", "\"total\":99"), new Unknown("amount-mismatch")),
        Arguments.of(changed("\"total\":100", "\"total\":101"), new Unknown("amount-mismatch")),
        Arguments.of(changed("\"total\":100", "\"total\":100.0"), new Unknown("malformed-answer")),
        Arguments.of(changed("\"total\":100", "\"total\":1e2"), new Unknown("malformed-answer")),
        Arguments.of(
            changed("\"total\":100", "\"total\":\"100\""), new Unknown("malformed-answer")),
        Arguments.of(changed("\"total\":100", "\"other\":1"), new Unknown("malformed-answer")),
        Arguments.of(
            changed("\"currency\":\"CNY\"", "\"currency\":\"USD\""),
            new Unknown("currency-mismatch")),
        Arguments.of(changed("\"currency\":\"CNY\",", ""), PAID),
        Arguments.of(changed(TestPlatform.MCHID, "1900007299"), new Unknown("mchid-mismatch")),
        Arguments.of(changed(TestPlatform.APP_ID, "wx00"), new Unknown("appid-mismatch")),
        Arguments.of(
            changed("\"appid\":\"" + TestPlatform.APP_ID + "\",", ""),
            new Unknown("appid-missing")),
        Arguments.of(changed(Samples.NUMBER, "other"), new Unknown("order-mismatch")),
        Arguments.of(changed("success_time", "other_time"), new Unknown("malformed-answer")),
        Arguments.of(
            changed("2026-06-01T20:00:01+08:00", "yesterday"), new Unknown("malformed-answer")),
        Arguments.of(changed("\"transaction_id\"", "\"x\""), new Unknown("malformed-answer")),
        Arguments.of(
            changed(Samples.TRANSACTION, "4".repeat(64)),
            new Paid("4".repeat(64), 100, "CNY", PAID.paidAt())),
        Arguments.of(changed(Samples.TRANSACTION, "4".repeat(65)), new Unknown("malformed-answer")),
        Arguments.of(changed(Samples.TRANSACTION, "4\\u0000"), new Unknown("malformed-answer")),
        Arguments.of(
            changed("2026-06-01T20:00:01+08:00", "+10000-06-01T20:00:01+08:00"),
            new Unknown("malformed-answer")));
  }

  private static String changed(String what, String by) {
    String before = Samples.transaction("SUCCESS");
    assertThat(before).contains(what);
    return before.replace(what, by);
  }

  @ParameterizedTest
  @MethodSource("states")
  void stateMeansAnOutcome(String transaction, ChannelOutcome outcome) {
    platform.answer(QUERY, Reply.of(200, transaction));

    assertThat(query()).isEqualTo(outcome);
    assertThat(platform.lines()).containsExactly(QUERY + "?mchid=" + TestPlatform.MCHID);
  }

  @Test
  void orderIsAskedAboutByTheProvidersNumberToo() {
    platform.answer(QUERY_ID, Reply.of(200, Samples.transaction("SUCCESS")));

    assertThat(queryTransaction(Samples.TRANSACTION)).isEqualTo(PAID);
    assertThat(platform.lines()).containsExactly(QUERY_ID + "?mchid=" + TestPlatform.MCHID);
  }

  @Test
  void transactionOfAnotherOrderOrNumberIsUnknown() {
    platform.answer(QUERY_ID, Reply.of(200, changed(Samples.TRANSACTION, "4200000000")));
    assertThat(queryTransaction(Samples.TRANSACTION))
        .isEqualTo(new Unknown("transaction-mismatch"));

    platform.answer(QUERY_ID, Reply.of(200, changed(Samples.NUMBER, "other")));
    assertThat(queryTransaction(Samples.TRANSACTION)).isEqualTo(new Unknown("order-mismatch"));
  }

  /** An order has that number only once it was paid: it may still stand open. */
  @Test
  void transactionThatIsNotFoundIsNoAbsenceOfTheOrder() {
    platform.answer(QUERY_ID, NO_ORDER);

    assertThat(queryTransaction(Samples.TRANSACTION))
        .isEqualTo(new Unknown("transaction-not-found"));
  }

  @Test
  void transactionsNumberCannotLeadElsewhere() {
    queryTransaction("../../x?y=1#z");

    assertThat(platform.lines())
        .containsExactly(
            "GET /v3/pay/transactions/id/..%2F..%2Fx%3Fy%3D1%23z?mchid=" + TestPlatform.MCHID);
  }

  @Test
  void signedAnswerThatThereIsNoOrderIsAbsence() {
    platform.answer(QUERY, NO_ORDER);

    assertThat(query()).isEqualTo(new Absent());
  }

  @Test
  void absenceNeedsItsStatusItsCodeAndASignature() {
    platform.answer(QUERY, NO_ORDER.sealed(null));
    assertThat(query()).isEqualTo(new Unknown("unsigned"));

    platform.answer(
        QUERY,
        NO_ORDER.sealed(new Seal(TestPlatform.PUBLIC_KEY_ID, TestPlatform.FIRST.getPrivate())));
    assertThat(query()).isEqualTo(new Unknown("signature-wrong"));

    platform.answer(QUERY, NO_ORDER.changed("Wechatpay-Signature", "WECHATPAY/SIGNTEST/abc"));
    assertThat(query()).isEqualTo(new Unknown("signature-probe"));

    platform.answer(
        QUERY,
        NO_ORDER.changed(
            "Wechatpay-Timestamp", Long.toString(Samples.NOW.minusSeconds(301).getEpochSecond())));
    assertThat(query()).isEqualTo(new Unknown("stale"));

    platform.answer(QUERY, refusal(400, "ORDER_NOT_EXIST"));
    assertThat(query()).isEqualTo(new Unknown("ORDER_NOT_EXIST"));

    platform.answer(QUERY, refusal(404, "MCH_NOT_EXISTS"));
    assertThat(query()).isEqualTo(new Unknown("MCH_NOT_EXISTS"));

    platform.answer(QUERY, Reply.of(404, "<html>"));
    assertThat(query()).isEqualTo(new Unknown("http-404"));
  }

  @Test
  void unsignedPaymentIsNotBelieved() {
    platform.answer(QUERY, Reply.of(200, Samples.transaction("SUCCESS")).sealed(null));

    assertThat(query()).isEqualTo(new Unknown("unsigned"));
  }

  @Test
  void closedOrderIsClosed() {
    platform.answer(CLOSE, Reply.of(204, ""));
    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("CLOSED")));

    assertThat(close()).isEqualTo(new Closed("CLOSED"));
    assertThat(platform.requests().get(0).body())
        .isEqualTo("{\"mchid\":\"" + TestPlatform.MCHID + "\"}");
  }

  /** The provider takes the closing of a number that it does not know; it may appear yet. */
  @Test
  void closingOfAnUnknownOrderProvesNothing() {
    platform.answer(CLOSE, Reply.of(204, ""));
    platform.answer(QUERY, NO_ORDER);
    assertThat(close()).isEqualTo(new Unknown("close-not-confirmed"));

    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("NOTPAY")));
    assertThat(close()).isEqualTo(new Unknown("close-not-confirmed"));

    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("CLOSED")).sealed(null));
    assertThat(close()).isEqualTo(new Unknown("unsigned"));

    platform.answer(QUERY, Reply.of(200, Samples.transaction("SUCCESS")));
    assertThat(close()).isEqualTo(PAID);
  }

  @Test
  void closingWithoutASignatureIsUnknown() {
    platform.answer(CLOSE, Reply.of(204, "").sealed(null));

    assertThat(close()).isEqualTo(new Unknown("unsigned"));
  }

  @ParameterizedTest
  @CsvSource({"ORDERPAID, SUCCESS", "TRADE_ERROR, SUCCESS", "INVALID_REQUEST, REFUND"})
  void orderThatWasPaidBeforeItCouldBeClosedIsPaid(String code, String state) {
    platform.answer(CLOSE, refusal(400, code));
    platform.answer(QUERY, Reply.of(200, Samples.transaction(state)));

    assertThat(close()).isEqualTo(PAID);
  }

  @Test
  void orderThatWasClosedBeforeIsClosed() {
    platform.answer(CLOSE, refusal(400, "ORDER_CLOSED"));
    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("CLOSED")));

    assertThat(close()).isEqualTo(new Closed("CLOSED"));
  }

  @Test
  void orderThatIsStillOpenOrAbsentAfterARefusalIsUnknown() {
    platform.answer(CLOSE, refusal(400, "TRADE_ERROR"));
    platform.answer(QUERY, Reply.of(200, Samples.openTransaction("NOTPAY")));
    assertThat(close()).isEqualTo(new Unknown("TRADE_ERROR"));

    platform.answer(QUERY, NO_ORDER);
    assertThat(close()).isEqualTo(new Unknown("TRADE_ERROR"));
  }

  @Test
  void requestNamesTheKeyThatShallSignTheAnswer() {
    platform.answer(QUERY, NO_ORDER);

    query();

    assertThat(platform.requests().get(0).headers())
        .anySatisfy(
            (name, values) -> {
              assertThat(name).isEqualToIgnoringCase("Wechatpay-Serial");
              assertThat(values).containsExactly(TestPlatform.PUBLIC_KEY_ID);
            });
  }

  private static Reply refusal(int status, String code) {
    return Reply.of(status, "{\"code\":\"" + code + "\",\"message\":\"m\"}");
  }

  private void answerPrepay(Scene scene, String body) {
    platform.answer(
        "POST /v3/pay/transactions/" + scene.name().toLowerCase(java.util.Locale.ROOT),
        Reply.of(200, body));
  }

  private ChannelOutcome start(Scene scene) {
    return channel.start(settings, Samples.order(scene)).toCompletableFuture().join();
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

  private ChannelOutcome close() {
    return channel.close(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }

  private String description(String subject) {
    ChannelOrder sample = Samples.order(Scene.NATIVE);
    ChannelOrder order =
        new ChannelOrder(
            sample.attemptId(),
            sample.amountMinor(),
            sample.currency(),
            subject,
            sample.scene(),
            null,
            null,
            sample.createdAt(),
            sample.expiresAt(),
            null);
    return JsonAnswer.parse(RequestBodies.prepay(AccountReader.read(settings), order))
        .text("description");
  }

  private static Map<String, String> invocation(ChannelOutcome outcome) {
    return ((NextAction.AppInvoke) ((Pending) outcome).nextAction()).parameters();
  }

  private static boolean isMerchants(String text, String signature) {
    return TestPlatform.verifies(TestPlatform.MERCHANT.getPublic(), text, signature);
  }
}
