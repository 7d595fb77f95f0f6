package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Failed;
import io.kassa.channel.RefundOutcome.Pending;
import io.kassa.channel.RefundOutcome.Refunded;
import io.kassa.channel.RefundOutcome.Unknown;
import io.kassa.channel.alipay.Loopback.Reply;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefundsTest {
  private static final String REFUND = "alipay.trade.refund";
  private static final String QUERY = "alipay.trade.fastpay.refund.query";
  private static final Refunded REFUNDED =
      new Refunded(null, 4000, Instant.parse("2026-06-01T12:05:00Z"));
  private static final Reply NO_REFUND = Reply.of("{\"code\":\"10000\",\"msg\":\"Success\"}");

  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel =
      new AlipayChannel(new LoopbackExchange(), new Samples.Hand());
  private final ChannelSettings settings = Samples.settings(alipay, Samples.values());

  @AfterEach
  void stop() {
    alipay.close();
  }

  /** The answer's fee is 60.00, the sum with an earlier refund of 20.00. */
  @Test
  void moneyThatMovedIsRefundedByWhatWasAskedFor() {
    alipay.answer(REFUND, Reply.of(Samples.refunded("Y")));

    assertThat(refund()).isEqualTo(REFUNDED);
    assertThat(alipay.methods()).containsExactly(REFUND);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo(
            "{\"out_trade_no\":\"%s\",\"out_request_no\":\"%s\",\"refund_amount\":\"40.00\",\"refund_reason\":\"商品已售完\"}"
                .formatted(Samples.NUMBER, Samples.REFUND_NUMBER));
  }

  static Stream<Arguments> repetitions() {
    return Stream.of(
        Arguments.of(Reply.of(Samples.refundStatus("REFUND_SUCCESS")), REFUNDED),
        Arguments.of(NO_REFUND, new Pending()),
        Arguments.of(NO_REFUND.signedBy(null), new Unknown("unsigned")));
  }

  /** A repetition moves no money, and is no failure. */
  @ParameterizedTest
  @MethodSource("repetitions")
  void moneyThatDidNotMoveIsAskedAbout(Reply asked, RefundOutcome outcome) {
    alipay.answer(REFUND, Reply.of(Samples.refunded("N")));
    alipay.answer(QUERY, asked);

    assertThat(refund()).isEqualTo(outcome);
    assertThat(alipay.methods()).containsExactly(REFUND, QUERY);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(NO_REFUND, new Failed("ACQ.SELLER_BALANCE_NOT_ENOUGH")),
        Arguments.of(
            Reply.refusal("ACQ.TRADE_NOT_EXIST"), new Failed("ACQ.SELLER_BALANCE_NOT_ENOUGH")),
        Arguments.of(Reply.of(Samples.refundStatus("REFUND_SUCCESS")), REFUNDED),
        Arguments.of(Reply.refusal("ACQ.SYSTEM_ERROR"), new Unknown("ACQ.SYSTEM_ERROR")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedRefundIsAskedAbout(Reply asked, RefundOutcome outcome) {
    alipay.answer(REFUND, Reply.refusal("ACQ.SELLER_BALANCE_NOT_ENOUGH"));
    alipay.answer(QUERY, asked);

    assertThat(refund()).isEqualTo(outcome);
  }

  static Stream<Arguments> nothings() {
    return Stream.of(
        Arguments.of(Reply.refusal("ACQ.SYSTEM_ERROR"), "ACQ.SYSTEM_ERROR"),
        Arguments.of(Reply.refusal("ACQ.SELLER_BALANCE_NOT_ENOUGH").signedBy(null), "unsigned"),
        Arguments.of(Reply.raw(500, "{}"), "http-500"));
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void refundOfWhichNothingIsSureIsUnknown(Reply reply, String reason) {
    alipay.answer(REFUND, reply);

    assertThat(refund()).isEqualTo(new Unknown(reason));
    assertThat(alipay.methods()).containsExactly(REFUND);
  }

  @ParameterizedTest
  @CsvSource({
    "out_trade_no, x, order-mismatch",
    "trade_no, 2026, transaction-mismatch",
    "refund_fee, 39.99, amount-mismatch",
    "refund_currency, USD, currency-mismatch",
    "fund_change, x, fund-change-unexpected",
    "fund_change, '', malformed-answer",
  })
  void refundThatIsNotOursIsUnknown(String name, String value, String reason) {
    alipay.answer(REFUND, Reply.of(changed(Samples.refunded("Y"), name, value)));

    assertThat(refund()).isEqualTo(new Unknown(reason));
  }

  @Test
  void knownRefundIsRefunded() {
    alipay.answer(QUERY, Reply.of(Samples.refundStatus("REFUND_SUCCESS")));

    assertThat(query()).isEqualTo(REFUNDED);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo(
            "{\"out_trade_no\":\"%s\",\"out_request_no\":\"%s\",\"query_options\":[\"gmt_refund_pay\"]}"
                .formatted(Samples.NUMBER, Samples.REFUND_NUMBER));
  }

  @Test
  void successWithoutAStatusSaysThatThereIsNoRefund() {
    alipay.answer(QUERY, NO_REFUND);
    assertThat(query()).isEqualTo(new Absent());

    alipay.answer(QUERY, Reply.refusal("ACQ.TRADE_NOT_EXIST"));
    assertThat(query()).isEqualTo(new Absent());
  }

  @ParameterizedTest
  @CsvSource({
    "out_request_no, x, refund-mismatch",
    "out_request_no, '', malformed-answer",
    "out_trade_no, x, order-mismatch",
    "out_trade_no, '', malformed-answer",
    "trade_no, 2026, transaction-mismatch",
    "refund_amount, 60.00, amount-mismatch",
    "total_amount, 60.00, amount-mismatch",
    "refund_status, REFUND_X, refund-status-unexpected",
  })
  void knownRefundThatIsNotOursIsUnknown(String name, String value, String reason) {
    alipay.answer(QUERY, Reply.of(changed(Samples.refundStatus("REFUND_SUCCESS"), name, value)));

    assertThat(query()).isEqualTo(new Unknown(reason));
  }

  @Test
  void nothingIsSentInAnotherCurrency() {
    RefundOrder refund = Samples.refund();

    RefundOutcome outcome =
        channel
            .refund(
                settings,
                new RefundOrder(refund.refundId(), refund.attemptId(), null, 1, 1, "USD", null))
            .toCompletableFuture()
            .join();

    assertThat(outcome).isEqualTo(new Failed("currency-not-taken"));
    assertThat(alipay.requests()).isEmpty();
  }

  private static String changed(String node, String name, String value) {
    return node.replace("\"" + name + "\"", "\"old_" + name + "\"")
        .replaceFirst("\\{", "{\"" + name + "\":\"" + value + "\",");
  }

  private RefundOutcome refund() {
    return channel.refund(settings, Samples.refund()).toCompletableFuture().join();
  }

  private RefundOutcome query() {
    return channel.queryRefund(settings, Samples.refund()).toCompletableFuture().join();
  }
}
