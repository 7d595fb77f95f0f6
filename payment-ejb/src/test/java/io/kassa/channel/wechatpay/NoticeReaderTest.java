package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.Irrelevant;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.OfRefund;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeReaderTest {
  private static final String ID = "EV-2018022511223320873";

  private final WeChatPayChannel channel =
      new WeChatPayChannel(LoopbackExchange.unreachable(), new Samples.Hand());
  private final ChannelSettings settings = Samples.settings(false, Samples.values());

  @Test
  void paymentsNoticeTellsWhatWasPaid() {
    assertThat(read("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS")))
        .isEqualTo(
            new OfPayment(
                ID,
                Samples.NUMBER,
                new ChannelOutcome.Paid(
                    Samples.TRANSACTION, 100, "CNY", Instant.parse("2026-06-01T12:00:01Z"))));
  }

  @ParameterizedTest
  @CsvSource({"REFUND.SUCCESS, SUCCESS", "REFUND.CLOSED, CLOSED", "REFUND.ABNORMAL, ABNORMAL"})
  void refundsNoticeTellsHowItEnded(String type, String status) {
    RefundOutcome expected =
        switch (status) {
          case "SUCCESS" ->
              new RefundOutcome.Refunded("50300807", 40, Instant.parse("2026-06-01T12:05:00Z"));
          case "CLOSED" -> new RefundOutcome.Failed("CLOSED");
          default -> new RefundOutcome.Unknown("refund-abnormal");
        };

    assertThat(read(type, Samples.refundNotice(status)))
        .isEqualTo(new OfRefund(ID, Samples.REFUND_NUMBER, expected));
  }

  @Test
  void refundsNoticeWhoseTypeSaysOtherwiseIsUnknown() {
    assertThat(read("REFUND.SUCCESS", Samples.refundNotice("CLOSED")))
        .isEqualTo(
            new OfRefund(
                ID, Samples.REFUND_NUMBER, new RefundOutcome.Unknown("refund-status-mismatch")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTPAY", "CLOSED", "REVOKED"})
  void paymentsNoticeWhoseTypeSaysOtherwiseDecidesNothing(String state) {
    String reason = state.equals("REVOKED") ? "trade-state-unexpected" : "trade-state-mismatch";

    assertThat(read("TRANSACTION.SUCCESS", Samples.transaction(state)))
        .isEqualTo(new OfPayment(ID, Samples.NUMBER, new ChannelOutcome.Unknown(reason)));
  }

  @Test
  void otherEventIsIrrelevant() {
    assertThat(read("FAPIAO.ISSUED", "{}")).isEqualTo(new Irrelevant(ID, "FAPIAO.ISSUED"));
  }

  @ParameterizedTest
  @CsvSource({"mchid, 1900007299, mchid-mismatch", "appid, wx0000000000000000, appid-mismatch"})
  void noticeOfAnotherMerchantOrAppSaysNothingOfTheOrder(
      String member, String value, String reason) {
    String content =
        Samples.transaction("SUCCESS")
            .replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + value + "\"");

    assertThat(read("TRANSACTION.SUCCESS", content))
        .isEqualTo(new OfPayment(ID, Samples.NUMBER, new ChannelOutcome.Unknown(reason)));
  }

  @Test
  void refundsNoticeOfAnotherMerchantSaysNothingOfTheRefund() {
    String content = Samples.refundNotice("SUCCESS").replace(TestPlatform.MCHID, "1900007299");

    assertThat(read("REFUND.SUCCESS", content))
        .isEqualTo(
            new OfRefund(ID, Samples.REFUND_NUMBER, new RefundOutcome.Unknown("mchid-mismatch")));
  }

  @Test
  void dayOldNoticeIsRefused() {
    String body = TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS"));

    assertThat(
            channel.read(
                settings,
                TestPlatform.notice(
                    Seal.publicKey(), Samples.NOW.minus(Duration.ofHours(24)), body)))
        .isEqualTo(new Refused("stale"));
  }

  @Test
  void probeIsRefused() {
    byte[] body =
        TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS"))
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = TestPlatform.headers(Seal.publicKey(), Samples.NOW, body);
    headers.put("Wechatpay-Signature", "WECHATPAY/SIGNTEST/abc");

    assertThat(channel.read(settings, TestPlatform.request(headers, body)))
        .isEqualTo(new Refused("signature-probe"));
  }

  /** Signed, but what is inside was sealed with another key or changed before it was signed. */
  @ParameterizedTest
  @ValueSource(strings = {"ciphertext\":\"", "associated_data\":\"", "\"nonce\":\""})
  void resourceThatDoesNotOpenIsRefused(String member) {
    String body = TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS"));
    int at = body.indexOf(member) + member.length();
    String changed =
        body.substring(0, at) + (body.charAt(at) == 'A' ? 'B' : 'A') + body.substring(at + 1);

    assertThat(read(changed)).isEqualTo(new Refused("not-decryptable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"id\":1,\"event_type\":\"TRANSACTION.SUCCESS\"}",
        "{\"id\":\"EV\"}",
        "{\"id\":\"EV\",\"event_type\":\"TRANSACTION.SUCCESS\"}",
        "{\"id\":\"EV\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":\"x\"}",
        "{\"id\":\"EV\",\"id\":\"EV\",\"event_type\":\"X\"}",
        "{\"id\":\"EV\",\"event_type\":\"X\"} ."
      })
  void signedNonsenseIsRefused(String body) {
    assertThat(read(body)).isEqualTo(new Refused("malformed-notice"));
  }

  @Test
  void noticeIdIsAtMost128VisibleCharacters() {
    String body = "{\"id\":\"%s\",\"event_type\":\"X\"}";

    assertThat(read(body.formatted("i".repeat(128)))).isInstanceOf(Irrelevant.class);
    assertThat(read(body.formatted("i".repeat(129)))).isInstanceOf(Refused.class);
    assertThat(read(body.formatted("i\\u0000"))).isInstanceOf(Refused.class);
  }

  @Test
  void signedContentWithoutItsMembersIsRefused() {
    assertThat(read("TRANSACTION.SUCCESS", "{}")).isEqualTo(new Refused("malformed-notice"));
    assertThat(read("REFUND.SUCCESS", "{}")).isEqualTo(new Refused("malformed-notice"));
  }

  @Test
  void noticesAreAnsweredInTheProvidersForm() {
    assertThat(channel.answer(true).statusCode()).isEqualTo(204);
    assertThat(channel.answer(true).body()).isEmpty();
    assertThat(channel.answer(false).statusCode()).isEqualTo(400);
    assertThat(channel.answer(false).contentType()).isEqualTo("application/json");
    assertThat(channel.answer(false).body()).startsWith("{\"code\":\"FAIL\",\"message\":\"");
  }

  private NoticeReading read(String type, String content) {
    return read(TestPlatform.envelope(type, content));
  }

  private NoticeReading read(String body) {
    return channel.read(settings, TestPlatform.notice(Seal.publicKey(), Samples.NOW, body));
  }
}
