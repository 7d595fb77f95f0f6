package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NoticeAnswer;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.Irrelevant;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.OfRefund;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.RefundOutcome;
import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeReaderTest {
  private static final String ID = "2026060100222200001060711234567890";
  private static final Paid PAID =
      new Paid(Samples.TRANSACTION, 8888, "CNY", Instant.parse("2026-06-01T12:00:01Z"));

  private final AlipayChannel channel =
      new AlipayChannel(LoopbackExchange.unreachable(), new Samples.Hand());
  private final ChannelSettings settings = Samples.settings(false, Samples.values());

  static Stream<Arguments> payments() {
    return Stream.of(
        Arguments.of("TRADE_SUCCESS", PAID),
        Arguments.of("TRADE_FINISHED", PAID),
        Arguments.of("WAIT_BUYER_PAY", new Pending(null)),
        Arguments.of("TRADE_CLOSED", new Closed("TRADE_CLOSED")),
        Arguments.of("TRADE_PENDING", new Unknown("trade-status-unexpected")));
  }

  @ParameterizedTest
  @MethodSource("payments")
  void noticeTellsHowAnOrderStands(String status, ChannelOutcome outcome) {
    assertThat(read(Samples.notice(status))).isEqualTo(new OfPayment(ID, Samples.NUMBER, outcome));
  }

  /** It says TRADE_SUCCESS too, and is no payment. */
  @ParameterizedTest
  @ValueSource(strings = {"TRADE_SUCCESS", "TRADE_CLOSED"})
  void noticeOfARefundIsAReasonToAsk(String status) {
    assertThat(read(Samples.refundNotice(status)))
        .isEqualTo(new OfRefund(ID, Samples.REFUND_NUMBER, new RefundOutcome.Pending()));
  }

  @Test
  void refundWithoutANumberIsOfNoConsequence() {
    Map<String, String> notice = Samples.refundNotice("TRADE_CLOSED");
    notice.remove("out_biz_no");

    assertThat(read(notice)).isEqualTo(new Irrelevant(ID, "refund"));
  }

  @Test
  void refundOfNothingIsAPayment() {
    assertThat(read(with(Samples.notice("TRADE_SUCCESS"), "refund_fee", "0.00")))
        .isEqualTo(new OfPayment(ID, Samples.NUMBER, PAID));
  }

  @Test
  void noticeOfAnotherKindIsOfNoConsequence() {
    assertThat(read(with(Samples.notice("TRADE_SUCCESS"), "notify_type", "dut_user_sign")))
        .isEqualTo(new Irrelevant(ID, "dut_user_sign"));
  }

  @Test
  void timeOfTheNoticeStandsInForThePayments() {
    assertThat(read(with(Samples.notice("TRADE_SUCCESS"), "gmt_payment", "")))
        .isEqualTo(
            new OfPayment(
                ID,
                Samples.NUMBER,
                new Paid(Samples.TRANSACTION, 8888, "CNY", Instant.parse("2026-06-01T12:00:03Z"))));
  }

  @ParameterizedTest
  @CsvSource({
    "app_id, 2021, appid-mismatch",
    "seller_id, 2088102147948061, seller-mismatch",
    "seller_id, '', seller-mismatch",
    "trans_currency, USD, currency-mismatch",
  })
  void noticeOfAnotherMerchantIsUnknown(String name, String value, String reason) {
    assertThat(read(with(Samples.notice("TRADE_SUCCESS"), name, value)))
        .isEqualTo(new OfPayment(ID, Samples.NUMBER, new Unknown(reason)));
  }

  @Test
  void refundOfAnotherMerchantIsUnknown() {
    assertThat(read(with(Samples.refundNotice("TRADE_SUCCESS"), "app_id", "2021")))
        .isEqualTo(
            new OfRefund(ID, Samples.REFUND_NUMBER, new RefundOutcome.Unknown("appid-mismatch")));
  }

  @Test
  void amountIsToldAsItIsForTheOrdersOwnerToCompare() {
    NoticeReading reading = read(with(Samples.notice("TRADE_SUCCESS"), "total_amount", "88.89"));

    assertThat(((OfPayment) reading).outcome())
        .isEqualTo(new Paid(Samples.TRANSACTION, 8889, "CNY", PAID.paidAt()));
  }

  @ParameterizedTest
  @CsvSource({
    "notify_id, ''",
    "notify_id, a b",
    "notify_type, ''",
    "out_trade_no, ''",
    "trade_no, a b",
    "total_amount, 88.888",
    "total_amount, 0",
    "gmt_payment, yesterday",
    "trade_status, ''",
  })
  void noticeThatIsMalformedIsRefused(String name, String value) {
    assertThat(read(with(Samples.notice("TRADE_SUCCESS"), name, value)))
        .isEqualTo(new Refused("malformed-notice"));
  }

  @Test
  void noticeOfAStrangerIsRefused() {
    assertThat(
            channel.read(
                settings,
                TestAlipay.notice(
                    TestAlipay.STRANGER.getPrivate(), Samples.notice("TRADE_SUCCESS"))))
        .isEqualTo(new Refused("signature-wrong"));
  }

  /** Every parameter is covered, those that nobody reads too. */
  @Test
  void changedNoticeIsRefused() {
    NoticeRequest signed =
        TestAlipay.notice(TestAlipay.ALIPAY.getPrivate(), Samples.notice("TRADE_SUCCESS"));
    Map<String, String> form = form(signed);
    for (String name : form.keySet()) {
      if (!name.equals("sign") && !name.equals("sign_type")) {
        assertThat(channel.read(settings, TestAlipay.request(with(form, name, "1"))))
            .as(name)
            .isInstanceOf(Refused.class);
      }
    }
    assertThat(channel.read(settings, TestAlipay.request(with(form, "added", "1"))))
        .isEqualTo(new Refused("signature-wrong"));
    assertThat(channel.read(settings, TestAlipay.request(form))).isInstanceOf(OfPayment.class);
  }

  @Test
  void noticeWithoutASignatureIsRefused() {
    assertThat(channel.read(settings, TestAlipay.request(Samples.notice("TRADE_SUCCESS"))))
        .isEqualTo(new Refused("unsigned"));
  }

  @Test
  void otherAlgorithmIsRefused() {
    Map<String, String> form =
        form(TestAlipay.notice(TestAlipay.ALIPAY.getPrivate(), Samples.notice("TRADE_SUCCESS")));

    assertThat(channel.read(settings, TestAlipay.request(with(form, "sign_type", "RSA"))))
        .isEqualTo(new Refused("signature-wrong"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a=1&a=1", "a=%", "a=1&&b=2", "=&=", "{\"a\":1}", "a=%zz"})
  void whatIsNoFormIsRefused(String body) {
    assertThat(channel.read(settings, TestAlipay.request(body)))
        .isEqualTo(new Refused("malformed-notice"));
  }

  @Test
  void emptyBodyIsRefused() {
    assertThat(channel.read(settings, TestAlipay.request(""))).isEqualTo(new Refused("unsigned"));
  }

  @Test
  void answerIsOneWord() {
    assertThat(channel.answer(true)).isEqualTo(new NoticeAnswer(200, "text/plain", "success"));
    assertThat(channel.answer(false)).isEqualTo(new NoticeAnswer(200, "text/plain", "fail"));
  }

  private NoticeReading read(Map<String, String> notice) {
    return channel.read(settings, TestAlipay.notice(TestAlipay.ALIPAY.getPrivate(), notice));
  }

  private static Map<String, String> form(NoticeRequest request) {
    return Loopback.form(new String(Bytes.array(request.body()), StandardCharsets.UTF_8));
  }

  private static Map<String, String> with(Map<String, String> notice, String name, String value) {
    Map<String, String> changed = new TreeMap<>(notice);
    changed.put(name, value);
    return changed;
  }
}
