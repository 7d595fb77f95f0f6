package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.internal.util.AntCertificationUtil;
import com.alipay.api.request.AlipayTradeAppPayRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.alipay.api.response.AlipayTradeQueryResponse;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NextAction;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.Scene;
import io.kassa.channel.alipay.Loopback.Reply;
import io.kassa.storage.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's own library reads what we sign, and we read what it signs; and its gaps. */
class OfficialSdkTest {
  private static final String QUERY = "alipay.trade.query";
  private static final String APP_KEY = TestCertificates.base64(TestAlipay.APP.getPublic());
  private static final String ALIPAY_KEY = TestCertificates.base64(TestAlipay.ALIPAY.getPublic());

  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel =
      new AlipayChannel(new LoopbackExchange(), new Samples.Hand());

  @BeforeAll
  static void keepItQuiet() {
    // it would log every signature
    AlipayLogger.setNeedEnableLogger(false);
  }

  @AfterEach
  void stop() {
    alipay.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void libraryVerifiesOurCalls(boolean byCertificate) throws AlipayApiException {
    channel
        .query(settings(byCertificate), Samples.order(Scene.NATIVE))
        .toCompletableFuture()
        .join();

    // the rule of V2, which keeps the kind of signature, is the rule of calls
    Map<String, String> parameters = new HashMap<>(alipay.requests().get(0).parameters());
    assertThat(AlipaySignature.rsaCheckV2(parameters, APP_KEY, "utf-8", "RSA2")).isTrue();
    Map<String, String> changed = new HashMap<>(alipay.requests().get(0).parameters());
    changed.put("timestamp", "2026-06-01 20:00:01");
    assertThat(AlipaySignature.rsaCheckV2(changed, APP_KEY, "utf-8", "RSA2")).isFalse();
  }

  @Test
  void weVerifyWhatTheLibrarySigns() throws AlipayApiException {
    for (String text : new String[] {"a", "a=1&b=形象店", "x".repeat(10_000)}) {
      String sign =
          AlipaySignature.sign(
              text, TestCertificates.base64(TestAlipay.APP.getPrivate()), "utf-8", "RSA2");

      assertThat(Rsa.verifies(TestAlipay.APP.getPublic(), text, sign)).isTrue();
      assertThat(Rsa.verifies(TestAlipay.APP.getPublic(), text + " ", sign)).isFalse();
      assertThat(Rsa.sign(TestAlipay.APP.getPrivate(), text)).isEqualTo(sign);
    }
  }

  @Test
  void textThatIsSignedIsTheSame() {
    Map<String, String> parameters = new TreeMap<>(Samples.notice("TRADE_SUCCESS"));
    parameters.put("sign", "x");
    parameters.put("sign_type", "RSA2");
    parameters.put("blank", "  ");
    parameters.put("Upper", "1");

    assertThat(SignedText.ofNotice(parameters))
        .isEqualTo(AlipaySignature.getSignCheckContentV1(new HashMap<>(parameters)));
    assertThat(SignedText.ofRequest(parameters))
        .isEqualTo(AlipaySignature.getSignCheckContentV2(new HashMap<>(parameters)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void orderStringIsTheLibrarys(boolean byCertificate) throws AlipayApiException {
    AlipayTradeAppPayRequest request = new AlipayTradeAppPayRequest();
    request.setNotifyUrl(Samples.NOTICES.toString());
    request.setBizContent(Contents.order(Samples.order(Scene.APP), "QUICK_MSECURITY_PAY"));
    String theirs = client(byCertificate).sdkExecute(request).getBody();
    Pending ours = start(settings(byCertificate), Samples.order(Scene.APP));

    assertSame(((NextAction.AppInvoke) ours.nextAction()).parameters().get("orderInfo"), theirs);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void addressesForABrowserAreTheLibrarys(boolean byCertificate) throws AlipayApiException {
    ChannelOrder order = Samples.order(Scene.H5);
    AlipayTradeWapPayRequest wap = new AlipayTradeWapPayRequest();
    wap.setNotifyUrl(Samples.NOTICES.toString());
    wap.setReturnUrl(order.returnUrl().toString());
    wap.setBizContent(Contents.wapOrder(order, "QUICK_WAP_WAY"));
    AlipayTradePagePayRequest page = new AlipayTradePagePayRequest();
    page.setNotifyUrl(Samples.NOTICES.toString());
    page.setReturnUrl(order.returnUrl().toString());
    page.setBizContent(Contents.order(order, "FAST_INSTANT_TRADE_PAY"));
    AlipayClient client = client(byCertificate);

    assertSameAddress(byCertificate, "WAP", client.pageExecute(wap, "GET").getBody());
    assertSameAddress(byCertificate, "PAGE", client.pageExecute(page, "GET").getBody());
  }

  private void assertSameAddress(boolean byCertificate, String product, String theirs) {
    ChannelSettings settings =
        Samples.settings(alipay, Samples.with(values(byCertificate), "browserProduct", product));
    URI ours = ((NextAction.Redirect) start(settings, Samples.order(Scene.H5)).nextAction()).url();

    URI address = URI.create(theirs);
    assertThat(ours.getPath()).isEqualTo(address.getPath());
    assertSame(ours.getRawQuery(), address.getRawQuery());
  }

  /** Apart from the time, the signature over it, the library's own name and the case of a word. */
  private static void assertSame(String ours, String theirs) {
    Map<String, String> one = Loopback.form(ours);
    Map<String, String> other = Loopback.form(theirs);
    assertThat(TestAlipay.isApps(one)).isTrue();
    assertThat(Rsa.verifies(TestAlipay.APP.getPublic(), SignedText.ofRequest(other), sign(other)))
        .isTrue();
    for (String name : new String[] {"sign", "timestamp", "alipay_sdk"}) {
      one.remove(name);
      other.remove(name);
    }
    one.replace("format", "json");
    assertThat(one).isEqualTo(other);
  }

  private static String sign(Map<String, String> parameters) {
    return parameters.get("sign");
  }

  @Test
  void noticesAreBelievedByBothOrByNeither(@TempDir Path directory)
      throws AlipayApiException, IOException {
    Path certificate =
        Files.writeString(
            directory.resolve("alipay.crt"), TestCertificates.pem(TestAlipay.ALIPAY_CERTIFICATE));
    for (NoticeRequest notice : notices()) {
      boolean ours = channel.read(settings(false), notice) instanceof OfPayment;
      boolean oursByCertificate = channel.read(settings(true), notice) instanceof OfPayment;

      assertThat(AlipaySignature.rsaCheckV1(form(notice), ALIPAY_KEY, "utf-8", "RSA2"))
          .isEqualTo(ours);
      assertThat(
              AlipaySignature.rsaCertCheckV1(form(notice), certificate.toString(), "utf-8", "RSA2"))
          .isEqualTo(oursByCertificate)
          .isEqualTo(ours);
    }
    assertThat(channel.read(settings(false), notices().get(0))).isInstanceOf(OfPayment.class);
  }

  /** A right one; one of a stranger; and the right one with each of its parameters changed. */
  private static List<NoticeRequest> notices() {
    NoticeRequest right =
        TestAlipay.notice(TestAlipay.ALIPAY.getPrivate(), Samples.notice("TRADE_SUCCESS"));
    List<NoticeRequest> notices = new ArrayList<>();
    notices.add(right);
    notices.add(
        TestAlipay.notice(TestAlipay.STRANGER.getPrivate(), Samples.notice("TRADE_SUCCESS")));
    for (String name : Samples.notice("TRADE_SUCCESS").keySet()) {
      Map<String, String> form = form(right);
      form.put(name, "2026");
      notices.add(TestAlipay.request(form));
    }
    return notices;
  }

  private static Map<String, String> form(NoticeRequest notice) {
    return Loopback.form(new String(Bytes.array(notice.body()), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersAreBelievedByBoth(boolean byCertificate) throws AlipayApiException {
    String number = byCertificate ? CertificateNumber.of(TestAlipay.ALIPAY_CERTIFICATE) : null;
    alipay.answer(QUERY, Reply.of(Samples.trade("TRADE_SUCCESS")).naming(number));

    AlipayTradeQueryResponse theirs = query(byCertificate);

    assertThat(theirs.isSuccess()).isTrue();
    assertThat(theirs.getTradeNo()).isEqualTo(Samples.TRANSACTION);
    assertThat(theirs.getTotalAmount()).isEqualTo("88.88");
    assertThat(ask(byCertificate)).isInstanceOf(Paid.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersOfAStrangerAreBelievedByNeither(boolean byCertificate) {
    String number = byCertificate ? CertificateNumber.of(TestAlipay.ALIPAY_CERTIFICATE) : null;
    alipay.answer(
        QUERY,
        Reply.of(Samples.trade("TRADE_SUCCESS"))
            .signedBy(TestAlipay.STRANGER.getPrivate())
            .naming(number));

    assertThatExceptionOfType(AlipayApiException.class).isThrownBy(() -> query(byCertificate));
    assertThat(ask(byCertificate)).isEqualTo(new Unknown("signature-wrong"));
  }

  /** Anybody on the way can say that there is no such order: the library believes it, we do not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusalThatNobodySignedIsBelievedByTheLibraryAlone(boolean byCertificate)
      throws AlipayApiException {
    alipay.answer(QUERY, Reply.refusal("ACQ.TRADE_NOT_EXIST").signedBy(null));

    assertThat(query(byCertificate).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    assertThat(ask(byCertificate)).isEqualTo(new Unknown("unsigned"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alipay_trade_query_response\":{\"a\":\"}\\\"{\",\"b\":{\"c\":[1,{}]}},\"sign\":\"x\"}",
        "{\"alipay_trade_query_response\": {\"a\" : \"\\\\\"} ,\"sign\":\"x\"}",
        "{\"sign\":\"x\",\"alipay_trade_query_response\":{ }}"
      })
  void textIsCutOutAsTheLibraryDoes(String body) {
    int after = body.indexOf("response\"") + "response\":".length();

    assertThat(
            ReplyBody.parse(Bytes.of(body.getBytes(StandardCharsets.UTF_8)))
                .node("alipay_trade_query_response"))
        .isEqualTo(AlipaySignature.extractSignContent(body, after).getSourceData());
  }

  @Test
  void certificatesAreNumberedAsTheLibraryDoes() throws AlipayApiException {
    String roots =
        TestCertificates.pem(TestAlipay.ROOT)
            + TestCertificates.chineseRoot()
            + TestCertificates.pem(TestAlipay.OTHER_ROOT);

    assertThat(CertificateNumber.of(TestAlipay.ALIPAY_CERTIFICATE))
        .isEqualTo(AntCertificationUtil.getCertSN(TestAlipay.ALIPAY_CERTIFICATE))
        .hasSize(32);
    assertThat(CertificateNumber.ofRoots(Pem.certificates(roots).orElseThrow()))
        .isEqualTo(AntCertificationUtil.getRootCertSN(roots))
        .hasSize(65);
  }

  private Map<String, String> values(boolean byCertificate) {
    return byCertificate ? Samples.certificateValues() : Samples.values();
  }

  private ChannelSettings settings(boolean byCertificate) {
    return Samples.settings(alipay, values(byCertificate));
  }

  private Pending start(ChannelSettings settings, ChannelOrder order) {
    return (Pending) channel.start(settings, order).toCompletableFuture().join();
  }

  private Object ask(boolean byCertificate) {
    return channel
        .query(settings(byCertificate), Samples.order(Scene.NATIVE))
        .toCompletableFuture()
        .join();
  }

  private AlipayTradeQueryResponse query(boolean byCertificate) throws AlipayApiException {
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent(Contents.named(Samples.order(Scene.NATIVE)));
    AlipayClient client = client(byCertificate);
    return byCertificate ? client.certificateExecute(request) : client.execute(request);
  }

  private AlipayClient client(boolean byCertificate) throws AlipayApiException {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(alipay.gateway().toString());
    config.setAppId(TestAlipay.APP_ID);
    config.setPrivateKey(TestCertificates.base64(TestAlipay.APP.getPrivate()));
    if (byCertificate) {
      Map<String, String> values = Samples.certificateValues();
      config.setAppCertContent(values.get("appCertificate"));
      config.setAlipayPublicCertContent(values.get("alipayCertificate"));
      config.setRootCertContent(values.get("alipayRootCertificate"));
    } else {
      config.setAlipayPublicKey(ALIPAY_KEY);
    }
    return new DefaultAlipayClient(config);
  }
}
