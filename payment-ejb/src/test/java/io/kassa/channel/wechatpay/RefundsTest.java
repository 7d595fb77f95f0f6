package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Failed;
import io.kassa.channel.RefundOutcome.Pending;
import io.kassa.channel.RefundOutcome.Refunded;
import io.kassa.channel.RefundOutcome.Unknown;
import io.kassa.channel.wechatpay.Loopback.Reply;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundsTest {
  private static final String CREATE = "POST /v3/refund/domestic/refunds";
  private static final String QUERY = "GET /v3/refund/domestic/refunds/" + Samples.REFUND_NUMBER;
  private static final Reply NO_REFUND = refusal(404, "RESOURCE_NOT_EXISTS");
  private static final Refunded REFUNDED =
      new Refunded("50300807092021020105990201735", 40, Instant.parse("2026-06-01T12:05:00Z"));

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(platform);

  @AfterEach
  void stop() {
    platform.close();
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(Samples.refund("SUCCESS"), REFUNDED),
        Arguments.of(Samples.refund("PROCESSING"), new Pending()),
        Arguments.of(Samples.refund("CLOSED"), new Failed("CLOSED")),
        Arguments.of(Samples.refund("ABNORMAL"), new Unknown("refund-abnormal")),
        Arguments.of(Samples.refund("NEW"), new Unknown("refund-status-unexpected")),
        Arguments.of(changed("\"refund\":40", "\"refund\":41"), new Unknown("amount-mismatch")),
        Arguments.of(changed("\"total\":100", "\"total\":40"), new Unknown("amount-mismatch")),
        Arguments.of(changed("\"CNY\"", "\"HKD\""), new Unknown("currency-mismatch")),
        Arguments.of(changed(Samples.REFUND_NUMBER, "other"), new Unknown("refund-mismatch")),
        Arguments.of(changed(Samples.NUMBER, "other"), new Unknown("order-mismatch")),
        Arguments.of(
            changed("\"refund\":40", "\"refund\":\"40\""), new Unknown("malformed-answer")),
        Arguments.of(changed("success_time", "other"), new Unknown("malformed-answer")),
        Arguments.of(
            changed("50300807092021020105990201735", "5".repeat(65)),
            new Unknown("malformed-answer")));
  }

  private static String changed(String what, String by) {
    String before = Samples.refund("SUCCESS");
    assertThat(before).contains(what);
    return before.replace(what, by);
  }

  @ParameterizedTest
  @MethodSource("states")
  void stateMeansAnOutcome(String refund, RefundOutcome outcome) {
    platform.answer(CREATE, Reply.of(200, refund));
    platform.answer(QUERY, Reply.of(200, refund));

    assertThat(refund()).isEqualTo(outcome);
    assertThat(query()).isEqualTo(outcome);
  }

  @Test
  void repeatedRefundIsPostedInTheSameWords() {
    platform.answer(CREATE, Reply.of(200, Samples.refund("PROCESSING")));

    refund();
    refund();

    assertThat(platform.requests().get(0).body())
        .isEqualTo(platform.requests().get(1).body())
        .contains("\"out_refund_no\":\"" + Samples.REFUND_NUMBER + "\"");
  }

  @Test
  void reasonIsCutTo80BytesButNotInsideACharacter() {
    assertThat(reason("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(reason("x".repeat(81))).isEqualTo("x".repeat(80));
    assertThat(reason("支".repeat(27))).isEqualTo("支".repeat(26));
  }

  @Test
  void refundInAnotherCurrencyThanYuanFailsUnsent() {
    RefundOrder other =
        new RefundOrder(Samples.REFUND, Samples.ATTEMPT, Samples.TRANSACTION, 40, 100, "EUR", null);

    assertThat(channel.refund(settings, other).toCompletableFuture().join())
        .isEqualTo(new Failed("currency-not-taken"));
    assertThat(platform.requests()).isEmpty();
  }

  @Test
  void refusedRefundThatNobodyKnowsFailed() {
    platform.answer(CREATE, refusal(403, "NOT_ENOUGH"));
    platform.answer(QUERY, NO_REFUND);

    assertThat(refund()).isEqualTo(new Failed("NOT_ENOUGH"));
  }

  @Test
  void refusedRefundThatWasDoneBeforeIsDone() {
    platform.answer(CREATE, refusal(400, "INVALID_REQUEST"));
    platform.answer(QUERY, Reply.of(200, Samples.refund("SUCCESS")));

    assertThat(refund()).isEqualTo(REFUNDED);
  }

  @Test
  void unsignedRefusalProvesNothing() {
    platform.answer(CREATE, refusal(403, "NOT_ENOUGH").sealed(null));
    assertThat(refund()).isEqualTo(new Unknown("unsigned"));

    platform.answer(CREATE, refusal(403, "NOT_ENOUGH"));
    platform.answer(QUERY, NO_REFUND.sealed(null));
    assertThat(refund()).isEqualTo(new Unknown("unsigned"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503})
  void statusThatSaysNothingOfTheRefundIsUnknown(int status) {
    platform.answer(CREATE, refusal(status, "SYSTEM_ERROR"));

    assertThat(refund()).isEqualTo(new Unknown("http-" + status));
  }

  @Test
  void signedAnswerThatThereIsNoRefundIsAbsence() {
    platform.answer(QUERY, NO_REFUND);
    assertThat(query()).isEqualTo(new Absent());

    platform.answer(QUERY, NO_REFUND.sealed(null));
    assertThat(query()).isEqualTo(new Unknown("unsigned"));
  }

  private static Reply refusal(int status, String code) {
    return Reply.of(status, "{\"code\":\"" + code + "\",\"message\":\"m\"}");
  }

  private String reason(String text) {
    RefundOrder refund =
        new RefundOrder(Samples.REFUND, Samples.ATTEMPT, Samples.TRANSACTION, 40, 100, "CNY", text);
    return JsonAnswer.parse(RequestBodies.refund(AccountReader.read(settings), refund))
        .text("reason");
  }

  private RefundOutcome refund() {
    return channel.refund(settings, Samples.refund()).toCompletableFuture().join();
  }

  private RefundOutcome query() {
    return channel.queryRefund(settings, Samples.refund()).toCompletableFuture().join();
  }
}
