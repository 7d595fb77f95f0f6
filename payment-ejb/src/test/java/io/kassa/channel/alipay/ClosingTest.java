package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.alipay.Loopback.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingTest {
  private static final String CLOSE = "alipay.trade.close";
  private static final String CANCEL = "alipay.trade.cancel";
  private static final String QUERY = "alipay.trade.query";
  private static final Reply NO_TRADE = Reply.refusal("ACQ.TRADE_NOT_EXIST");
  private static final Paid PAID =
      new Paid(Samples.TRANSACTION, 8888, "CNY", Instant.parse("2026-06-01T12:00:01Z"));

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel = new AlipayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(alipay, Samples.values());

  @AfterEach
  void stop() {
    alipay.close();
  }

  @Test
  void orderThatWasOpenedIsClosed() {
    alipay.answer(CLOSE, success("\"trade_no\":\"" + Samples.TRANSACTION + "\""));

    assertThat(close()).isEqualTo(new Closed("TRADE_CLOSED"));
    assertThat(alipay.methods()).containsExactly(CLOSE);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo("{\"out_trade_no\":\"" + Samples.NUMBER + "\"}");
  }

  static Stream<Arguments> cancellations() {
    return Stream.of(
        Arguments.of(success("\"retry_flag\":\"N\""), new Closed("CANCELED")),
        Arguments.of(success("\"retry_flag\":\"N\",\"action\":\"close\""), new Closed("CANCELED")),
        Arguments.of(
            success("\"retry_flag\":\"N\",\"action\":\"refund\""),
            new Closed("CANCELED_AND_REFUNDED")),
        Arguments.of(
            success("\"retry_flag\":\"N\",\"action\":\"x\""),
            new Unknown("cancel-action-unexpected")),
        Arguments.of(success("\"retry_flag\":\"Y\""), new Unknown("cancel-again")),
        Arguments.of(
            Reply.of("{\"code\":\"10000\",\"out_trade_no\":\"x\"}"), new Unknown("order-mismatch")),
        Arguments.of(success("\"retry_flag\":\"N\"").signedBy(null), new Unknown("unsigned")),
        Arguments.of(Reply.refusal("ACQ.SYSTEM_ERROR"), new Unknown("ACQ.SYSTEM_ERROR")));
  }

  @ParameterizedTest
  @MethodSource("cancellations")
  void orderThatNobodyOpenedIsCanceled(Reply canceled, ChannelOutcome outcome) {
    alipay.answer(CLOSE, NO_TRADE);
    alipay.answer(CANCEL, canceled);

    assertThat(close()).isEqualTo(outcome);
    assertThat(alipay.methods()).containsExactly(CLOSE, CANCEL);
  }

  @Test
  void orderThatNobodyOpenedInTimeNeedsNoCancelling() {
    alipay.answer(CLOSE, NO_TRADE);
    alipay.answer(CANCEL, Reply.refusal("ACQ.CANCEL_NOT_ALLOWED"));
    alipay.answer(QUERY, NO_TRADE);
    clock.forward(Duration.ofMinutes(35));
    assertThat(close()).isEqualTo(new Unknown("ACQ.CANCEL_NOT_ALLOWED"));

    clock.forward(Duration.ofSeconds(1));
    assertThat(close()).isEqualTo(new Closed("EXPIRED"));
  }

  static Stream<Arguments> refusedClosings() {
    return Stream.of(
        Arguments.of(Reply.of(Samples.trade("TRADE_SUCCESS")), PAID),
        Arguments.of(Reply.of(Samples.trade("TRADE_CLOSED")), new Closed("TRADE_CLOSED")),
        Arguments.of(
            Reply.of(Samples.trade("WAIT_BUYER_PAY")), new Unknown("ACQ.TRADE_STATUS_ERROR")),
        Arguments.of(NO_TRADE, new Unknown("ACQ.TRADE_STATUS_ERROR")));
  }

  @ParameterizedTest
  @MethodSource("refusedClosings")
  void refusedClosingIsAskedAboutAndNeverCanceled(Reply asked, ChannelOutcome outcome) {
    alipay.answer(CLOSE, Reply.refusal("ACQ.TRADE_STATUS_ERROR"));
    alipay.answer(QUERY, asked);

    assertThat(close()).isEqualTo(outcome);
    assertThat(alipay.methods()).containsExactly(CLOSE, QUERY);
  }

  @Test
  void refusedCancellingIsAskedAbout() {
    alipay.answer(CLOSE, NO_TRADE);
    alipay.answer(CANCEL, Reply.refusal("ACQ.SELLER_BALANCE_NOT_ENOUGH"));
    alipay.answer(QUERY, Reply.of(Samples.trade("TRADE_SUCCESS")));

    assertThat(close()).isEqualTo(PAID);
  }

  @Test
  void nothingIsCanceledOnAWordThatNobodySigned() {
    alipay.answer(CLOSE, NO_TRADE.signedBy(null));

    assertThat(close()).isEqualTo(new Unknown("unsigned"));
    assertThat(alipay.methods()).containsExactly(CLOSE);
  }

  @Test
  void closingOfAnotherOrderIsUnknown() {
    alipay.answer(CLOSE, Reply.of("{\"code\":\"10000\",\"out_trade_no\":\"x\"}"));

    assertThat(close()).isEqualTo(new Unknown("order-mismatch"));
  }

  private static Reply success(String members) {
    return Reply.of(
        "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\""
            + Samples.NUMBER
            + "\","
            + members
            + "}");
  }

  private ChannelOutcome close() {
    return channel.close(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }
}
