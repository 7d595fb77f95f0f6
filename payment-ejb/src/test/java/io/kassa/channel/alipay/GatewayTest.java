package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.alipay.Loopback.Reply;
import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are believed: those whose very text the provider signed. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayTest {
  private static final String QUERY = "alipay.trade.query";
  private static final String PAID = Samples.trade("TRADE_SUCCESS");

  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel =
      new AlipayChannel(new LoopbackExchange(), new Samples.Hand());
  private final ChannelSettings settings = Samples.settings(alipay, Samples.values());

  @AfterEach
  void stop() {
    alipay.close();
  }

  @Test
  void answerOfAStrangerIsNotBelieved() {
    alipay.answer(QUERY, Reply.of(PAID).signedBy(TestAlipay.STRANGER.getPrivate()));

    assertThat(query()).isEqualTo(new Unknown("signature-wrong"));
  }

  @Test
  void answerWithoutASignatureIsNotBelieved() {
    alipay.answer(QUERY, Reply.of(PAID).signedBy(null));

    assertThat(query()).isEqualTo(new Unknown("unsigned"));
  }

  @Test
  void changedAnswerIsNotBelieved() {
    alipay.answer(QUERY, Reply.raw(200, signed(PAID).replace("88.88", "88.89")));

    assertThat(query()).isEqualTo(new Unknown("signature-wrong"));
  }

  /** White space, escapes and the order of members are part of what is signed. */
  @Test
  void signatureIsOverTheTextAsItCame() {
    String node = PAID.replace("{\"code\"", "{ \"code\" ").replace("Success", "Succ\\u0065ss");
    alipay.answer(QUERY, Reply.of(node));

    assertThat(query()).isInstanceOf(Paid.class);
  }

  @Test
  void slashesMayBeEscapedBeforeOrAfterSigning() {
    String node = PAID.replace("159****5620", "a\\/b");
    alipay.answer(QUERY, Reply.of(node));
    assertThat(query()).isInstanceOf(Paid.class);

    String plain = node.replace("\\/", "/");
    alipay.answer(QUERY, Reply.raw(200, signed(plain).replace("a/b", "a\\/b")));
    assertThat(query()).isInstanceOf(Paid.class);
  }

  /** What is read is what was signed, not what came. */
  @Test
  void escapedSlashOfAForgerIsReadAsItWasSigned() {
    String plain = PAID.replace(Samples.NUMBER, Samples.NUMBER + "/");
    alipay.answer(QUERY, Reply.raw(200, signed(plain).replace("a/\"", "a\\/\"")));

    assertThat(query()).isEqualTo(new Unknown("order-mismatch"));
  }

  @Test
  void signatureMayStandBeforeTheNode() {
    String sign = TestAlipay.sign(TestAlipay.ALIPAY.getPrivate(), PAID);
    alipay.answer(
        QUERY,
        Reply.raw(
            200,
            " {\"x\":[{\"alipay_trade_query_response\":\"}\"}] , \"sign\" : \""
                + sign
                + "\" , \"alipay_trade_query_response\" : "
                + PAID
                + " } "));

    assertThat(query()).isInstanceOf(Paid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>busy</html>",
        "[]",
        "{\"sign\":\"x\"}",
        "{\"alipay_trade_query_response\":{\"code\":\"10000\"}",
        "{\"alipay_trade_query_response\":{\"code\":\"10000\"",
        "{\"x\":[[{\"y\":1",
        "{\"alipay_trade_close_response\":{\"code\":\"10000\"},\"sign\":\"x\"}",
        "{\"alipay_trade_query_response\":{},\"alipay_trade_query_response\":{},\"sign\":\"x\"}",
        "{\"alipay_trade_query_\\u0072esponse\":{},\"sign\":\"x\"}",
        "{\"alipay_trade_query_response\":{},\"sign\":\"x\"} x",
      })
  void garbageIsNotBelieved(String body) {
    alipay.answer(QUERY, Reply.raw(200, body));

    assertThat(query()).isEqualTo(new Unknown("malformed-answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"x\"", "{\"code\":10000}", "{\"code\":\"10000\"}"})
  void signedAnswerThatSaysNothingIsNotBelieved(String node) {
    alipay.answer(QUERY, Reply.of(node));

    assertThat(query()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "20000, isp.unknow-error, isp.unknow-error",
    "20000, aop.ACQ.SYSTEM_ERROR, aop.ACQ.SYSTEM_ERROR",
    "40004, ACQ.SYSTEM_ERROR, ACQ.SYSTEM_ERROR",
    "40004, AQC.SYSTEM_ERROR, AQC.SYSTEM_ERROR",
    "40005, isv.app-call-limited, isv.app-call-limited",
    "40002, isv.app-call-limited, isv.app-call-limited",
    "40004, ' ', 40004",
    "40004, 'a b', without-a-code",
  })
  void signedFaultOfTheirsSaysNothing(String code, String subCode, String reason) {
    alipay.answer(
        QUERY,
        Reply.of("{\"code\":\"" + code + "\",\"msg\":\"x\",\"sub_code\":\"" + subCode + "\"}"));

    assertThat(query()).isEqualTo(new Unknown(reason));
  }

  @ParameterizedTest
  @CsvSource({"301, http-301", "404, http-404", "502, http-502"})
  void otherStatusIsNotBelieved(int status, String reason) {
    alipay.answer(QUERY, Reply.raw(status, signed(PAID)));

    assertThat(query()).isEqualTo(new Unknown(reason));
  }

  @Test
  void providerThatIsNotReachedIsUnknown() {
    AlipayChannel cut = new AlipayChannel(LoopbackExchange.unreachable(), new Samples.Hand());

    assertThat(cut.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join())
        .isEqualTo(new Unknown("not-reached"));
  }

  /** However a body is spoilt: what is believed of it is what was signed. */
  @Test
  void spoiltAnswerIsNeverReadAsSomethingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String body = signed(PAID);
    int believed = 0;
    for (int i = 0; i < 3_000; i++) {
      String spoilt = spoilt(body, random);
      try {
        ReplyBody reply = ReplyBody.parse(Bytes.of(spoilt.getBytes(StandardCharsets.UTF_8)));
        String node = reply.node("alipay_trade_query_response");
        if (Rsa.verifies(TestAlipay.ALIPAY.getPublic(), node, String.valueOf(reply.sign()))) {
          assertThat(node).as("seed %d", seed).isEqualTo(PAID);
          believed++;
        }
      } catch (MalformedAnswerException malformed) {
        assertThat(malformed).as("seed %d", seed).hasMessageMatching("[a-z0-9-]+");
      }
    }
    assertThat(believed).as("seed %d", seed).isLessThan(1_500);
  }

  private static String spoilt(String body, Random random) {
    int at = random.nextInt(body.length());
    String any = "{}[]\",:\\/ a1\u0000";
    String one = any.substring(0, 1 + random.nextInt(any.length() - 1));
    return switch (random.nextInt(4)) {
      case 0 -> body.substring(0, at);
      case 1 -> body.substring(0, at) + body.substring(at + 1);
      case 2 -> body.substring(0, at) + one.charAt(one.length() - 1) + body.substring(at);
      default -> body.substring(0, at) + one.charAt(one.length() - 1) + body.substring(at + 1);
    };
  }

  private static String signed(String node) {
    return TestAlipay.body(QUERY, node, TestAlipay.ALIPAY.getPrivate(), null);
  }

  private ChannelOutcome query() {
    return channel.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }
}
