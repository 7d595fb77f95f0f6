package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.certificate.InMemoryCertificateProvider;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.app.AppServiceExtension;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.Scene;
import io.kassa.channel.wechatpay.Loopback.Reply;
import io.kassa.channel.wechatpay.MessageVerifier.Verdict;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
import io.kassa.storage.Bytes;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's own library as the oracle, both ways: what it writes we read, what we write it
 * reads, and to the same loopback both post the same JSON.
 */
class OfficialSdkTest {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>\\S+) mchid=\"(?<mchid>[^\"]*)\",nonce_str=\"(?<nonce>[^\"]*)\","
              + "timestamp=\"(?<time>\\d+)\",serial_no=\"(?<serial>[^\"]*)\",signature=\"(?<sign>[^\"]*)\"");

  private final Clock clock = Clock.systemUTC();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(platform);
  private final Account account = AccountReader.read(settings);
  private final RSAPublicKeyConfig config =
      new RSAPublicKeyConfig.Builder()
          .merchantId(TestPlatform.MCHID)
          .privateKey(TestPlatform.MERCHANT.getPrivate())
          .merchantSerialNumber(TestPlatform.MERCHANT_SERIAL)
          .publicKey(TestPlatform.PUBLIC_KEY.getPublic())
          .publicKeyId(TestPlatform.PUBLIC_KEY_ID)
          .apiV3Key(TestPlatform.API_V3_KEY)
          .build();
  private final SdkTransport transport = new SdkTransport(config, platform.base());

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void itsRequestSignatureIsOverOurText() {
    String target = "/v3/pay/transactions/out-trade-no/1?mchid=1900007291&q=%E6%94%AF";
    String header =
        new WechatPay2Credential(
                TestPlatform.MCHID,
                new RSASigner(TestPlatform.MERCHANT_SERIAL, TestPlatform.MERCHANT.getPrivate()))
            .getAuthorization(
                URI.create("https://api.mch.weixin.qq.com" + target), "POST", "{\"支\":1}");

    Matcher parts = PARTS.matcher(header);

    assertThat(parts.matches()).isTrue();
    assertThat(
            Rsa.verifies(
                TestPlatform.MERCHANT.getPublic(),
                CanonicalText.request(
                    "POST", target, parts.group("time"), parts.group("nonce"), bytes("{\"支\":1}")),
                parts.group("sign")))
        .isTrue();
  }

  @Test
  void ourRequestSignatureIsGoodForItsVerifier() {
    String header =
        new RequestSigner(clock).authorization(account, "POST", "/v3/x?y=1", bytes("{\"支\":1}"));

    Matcher parts = PARTS.matcher(header);

    assertThat(parts.matches()).isTrue();
    assertThat(parts.group("scheme")).isEqualTo("WECHATPAY2-SHA256-RSA2048");
    X509Certificate certificate =
        TestCertificates.certificate(
            TestPlatform.MERCHANT,
            TestPlatform.MERCHANT_SERIAL,
            clock.instant().minusSeconds(60),
            clock.instant().plusSeconds(60));
    String signed =
        "POST\n/v3/x?y=1\n" + parts.group("time") + "\n" + parts.group("nonce") + "\n{\"支\":1}\n";
    assertThat(
            new RSAVerifier(new InMemoryCertificateProvider(List.of(certificate)))
                .verify(parts.group("serial"), signed, parts.group("sign")))
        .isTrue();
  }

  @Test
  void whatItsSignerSignedWeBelieve() {
    String seconds = Long.toString(clock.instant().getEpochSecond());
    String signature =
        new RSASigner(TestPlatform.PUBLIC_KEY_ID, TestPlatform.PUBLIC_KEY.getPrivate())
            .sign(seconds + "\nnonce\n{\"支\":1}\n")
            .getSign();

    assertThat(
            new MessageVerifier(clock)
                .look(
                    new SignedMessage(
                        seconds,
                        "nonce",
                        TestPlatform.PUBLIC_KEY_ID,
                        signature,
                        bytes("{\"支\":1}")),
                    account.platformKeys()))
        .isEqualTo(Verdict.BELIEVED);
  }

  @Test
  void whatTheLoopbackSignsItsValidatorAccepts() {
    String body = "{\"支\":1}";
    Map<String, String> headers =
        TestPlatform.headers(
            Seal.publicKey(), clock.instant(), body.getBytes(StandardCharsets.UTF_8));

    assertThat(
            new WechatPay2Validator(config.createVerifier())
                .validate(new HttpHeaders(headers), body))
        .isTrue();
  }

  @Test
  void itsCipherAndOursOpenEachOthersTexts() {
    AeadAesCipher cipher =
        new AeadAesCipher(TestPlatform.API_V3_KEY.getBytes(StandardCharsets.UTF_8));
    String sealed =
        cipher.encrypt(
            "transaction".getBytes(StandardCharsets.UTF_8),
            "fdasflkja484".getBytes(StandardCharsets.UTF_8),
            "{\"a\":\"微信\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(account.aead().decrypt("fdasflkja484", "transaction", sealed))
        .contains(bytes("{\"a\":\"微信\"}"));
  }

  @Test
  void noticeIsTheSameToBoth() {
    NoticeRequest notice = notice(clock.instant());

    Transaction theirs =
        new NotificationParser(config).parse(parameters(notice), Transaction.class);
    NoticeReading.OfPayment ours = (NoticeReading.OfPayment) channel.read(settings, notice);

    assertThat(ours.orderNumber()).isEqualTo(theirs.getOutTradeNo());
    assertThat(ours.outcome())
        .isEqualTo(
            new ChannelOutcome.Paid(
                theirs.getTransactionId(),
                theirs.getAmount().getTotal(),
                theirs.getAmount().getCurrency(),
                Instant.parse("2026-06-01T12:00:01Z")));
    assertThat(theirs.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
  }

  @Test
  void refundsNoticeIsTheSameToBoth() {
    NoticeRequest notice =
        TestPlatform.notice(
            Seal.publicKey(),
            clock.instant(),
            TestPlatform.envelope("REFUND.SUCCESS", Samples.refundNotice("SUCCESS")));

    RefundNotification theirs =
        new NotificationParser(config).parse(parameters(notice), RefundNotification.class);
    NoticeReading.OfRefund ours = (NoticeReading.OfRefund) channel.read(settings, notice);

    assertThat(theirs.getRefundStatus()).isEqualTo(Status.SUCCESS);
    assertThat(ours.refundNumber()).isEqualTo(theirs.getOutRefundNo());
  }

  /** A hole of the library: it says nothing of a callback's age. */
  @Test
  void dayOldNoticeThatItAcceptsWeRefuse() {
    NoticeRequest notice = notice(clock.instant().minus(Duration.ofHours(24)));

    assertThat(new NotificationParser(config).parse(parameters(notice), Transaction.class))
        .isNotNull();
    assertThat(channel.read(settings, notice)).isEqualTo(new NoticeReading.Refused("stale"));
  }

  /** And one it stumbles over: what is no Base64 is no refusal to it, but an exception. */
  @Test
  void probeThatItStumblesOverIsARefusalToUs() {
    NoticeRequest notice = notice(clock.instant());
    Map<String, String> headers = new HashMap<>(notice.headers());
    headers.put("wechatpay-signature", "WECHATPAY/SIGNTEST/%");
    NoticeRequest probe = new NoticeRequest(headers, notice.contentType(), notice.body());
    NotificationParser parser = new NotificationParser(config);

    assertThatThrownBy(() -> parser.parse(parameters(probe), Transaction.class))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThat(channel.read(settings, probe))
        .isEqualTo(new NoticeReading.Refused("signature-probe"));
  }

  /** Its JSON reader takes a text for a number and the last of two equal names. */
  @Test
  void looseJsonThatItTakesIsMalformedToUs() {
    NoticeRequest notice =
        TestPlatform.notice(
            Seal.publicKey(),
            clock.instant(),
            TestPlatform.envelope(
                "TRANSACTION.SUCCESS",
                Samples.transaction("SUCCESS")
                    .replace("\"total\":100", "\"total\":1,\"total\":\"100\"")));

    assertThat(
            new NotificationParser(config)
                .parse(parameters(notice), Transaction.class)
                .getAmount()
                .getTotal())
        .isEqualTo(100);
    assertThat(channel.read(settings, notice))
        .isEqualTo(new NoticeReading.Refused("malformed-notice"));
  }

  /** Another hole: a refusal's signature is never looked at. */
  @Test
  void unsignedAbsenceThatItTellsAsAbsenceIsUnknownToUs() {
    platform.answer(
        "GET /v3/pay/transactions/out-trade-no/" + Samples.NUMBER,
        Reply.of(404, "{\"code\":\"ORDER_NOT_EXIST\",\"message\":\"m\"}").sealed(null));
    NativePayService service = new NativePayService.Builder().httpClient(transport).build();

    assertThatThrownBy(() -> service.queryOrderByOutTradeNo(question()))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.getErrorCode()).isEqualTo("ORDER_NOT_EXIST"));
    assertThat(channel.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join())
        .isEqualTo(new ChannelOutcome.Unknown("unsigned"));
  }

  @Test
  void answerToAQuestionIsTheSameToBoth() {
    platform.answer(
        "GET /v3/pay/transactions/out-trade-no/" + Samples.NUMBER,
        Reply.of(200, Samples.transaction("SUCCESS")));

    Transaction theirs =
        new NativePayService.Builder()
            .httpClient(transport)
            .build()
            .queryOrderByOutTradeNo(question());
    ChannelOutcome.Paid ours =
        (ChannelOutcome.Paid)
            channel.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();

    assertThat(ours.transactionId()).isEqualTo(theirs.getTransactionId());
    assertThat(ours.amountMinor()).isEqualTo(theirs.getAmount().getTotal().longValue());
    assertThat(platform.lines().get(0)).isEqualTo(platform.lines().get(1));
  }

  @Test
  void orderOfAQrCodeIsPostedAsItPostsIt() {
    platform.answer(
        "POST /v3/pay/transactions/native", Reply.of(200, "{\"code_url\":\"weixin://x\"}"));
    var request = new com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest();
    request.setAppid(TestPlatform.APP_ID);
    request.setMchid(TestPlatform.MCHID);
    request.setDescription("Image形象店-QQ公仔");
    request.setOutTradeNo(Samples.NUMBER);
    request.setTimeExpire("2026-06-01T20:30:00+08:00");
    request.setNotifyUrl(Samples.NOTICES.toString());
    var amount = new com.wechat.pay.java.service.payments.nativepay.model.Amount();
    amount.setTotal(100);
    amount.setCurrency("CNY");
    request.setAmount(amount);

    assertThat(
            new NativePayService.Builder()
                .httpClient(transport)
                .build()
                .prepay(request)
                .getCodeUrl())
        .isEqualTo("weixin://x");
    start(Scene.NATIVE);

    assertThatBothPostedTheSame();
  }

  @Test
  void orderOfABrowserIsPostedAsItPostsIt() {
    platform.answer(
        "POST /v3/pay/transactions/h5", Reply.of(200, "{\"h5_url\":\"https://wx.tenpay.com/x\"}"));
    var request = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    request.setAppid(TestPlatform.APP_ID);
    request.setMchid(TestPlatform.MCHID);
    request.setDescription("Image形象店-QQ公仔");
    request.setOutTradeNo(Samples.NUMBER);
    request.setTimeExpire("2026-06-01T20:30:00+08:00");
    request.setNotifyUrl(Samples.NOTICES.toString());
    var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal(100);
    amount.setCurrency("CNY");
    request.setAmount(amount);
    var scene = new com.wechat.pay.java.service.payments.h5.model.SceneInfo();
    scene.setPayerClientIp("14.23.150.211");
    var site = new com.wechat.pay.java.service.payments.h5.model.H5Info();
    site.setType("Wap");
    scene.setH5Info(site);
    request.setSceneInfo(scene);

    new H5Service.Builder().httpClient(transport).build().prepay(request);
    start(Scene.H5);

    assertThatBothPostedTheSame();
  }

  @Test
  void pageOrderIsPostedAndInvokedAsByIt() {
    platform.answer("POST /v3/pay/transactions/jsapi", Reply.of(200, "{\"prepay_id\":\"wx20\"}"));
    var request = new com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest();
    request.setAppid(TestPlatform.APP_ID);
    request.setMchid(TestPlatform.MCHID);
    request.setDescription("Image形象店-QQ公仔");
    request.setOutTradeNo(Samples.NUMBER);
    request.setTimeExpire("2026-06-01T20:30:00+08:00");
    request.setNotifyUrl(Samples.NOTICES.toString());
    var amount = new com.wechat.pay.java.service.payments.jsapi.model.Amount();
    amount.setTotal(100);
    amount.setCurrency("CNY");
    request.setAmount(amount);
    var payer = new com.wechat.pay.java.service.payments.jsapi.model.Payer();
    payer.setOpenid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    request.setPayer(payer);

    var theirs =
        new JsapiServiceExtension.Builder()
            .config(config)
            .httpClient(transport)
            .build()
            .prepayWithRequestPayment(request);
    start(Scene.JSAPI);

    assertThatBothPostedTheSame();
    assertThat(theirs.getPackageVal()).isEqualTo("prepay_id=wx20");
    assertThat(theirs.getSignType()).isEqualTo("RSA");
    assertThat(
            Rsa.verifies(
                TestPlatform.MERCHANT.getPublic(),
                CanonicalText.invocation(
                    theirs.getAppId(),
                    theirs.getTimeStamp(),
                    theirs.getNonceStr(),
                    theirs.getPackageVal()),
                theirs.getPaySign()))
        .isTrue();
  }

  @Test
  void appsOrderIsInvokedAsByIt() {
    platform.answer("POST /v3/pay/transactions/app", Reply.of(200, "{\"prepay_id\":\"wx20\"}"));
    var request = new com.wechat.pay.java.service.payments.app.model.PrepayRequest();
    request.setAppid(TestPlatform.APP_ID);
    request.setMchid(TestPlatform.MCHID);

    var theirs =
        new AppServiceExtension.Builder()
            .config(config)
            .httpClient(transport)
            .build()
            .prepayWithRequestPayment(request);

    assertThat(theirs.getPackageVal()).isEqualTo("Sign=WXPay");
    assertThat(theirs.getPartnerId()).isEqualTo(TestPlatform.MCHID);
    assertThat(
            Rsa.verifies(
                TestPlatform.MERCHANT.getPublic(),
                CanonicalText.invocation(
                    theirs.getAppid(),
                    theirs.getTimestamp(),
                    theirs.getNonceStr(),
                    theirs.getPrepayId()),
                theirs.getSign()))
        .isTrue();
  }

  @Test
  void refundIsPostedAsItPostsIt() {
    platform.answer(
        "POST /v3/refund/domestic/refunds", Reply.of(200, Samples.refund("PROCESSING")));
    CreateRequest request = new CreateRequest();
    request.setOutTradeNo(Samples.NUMBER);
    request.setOutRefundNo(Samples.REFUND_NUMBER);
    request.setReason("商品已售完");
    request.setNotifyUrl(Samples.NOTICES.toString());
    AmountReq amount = new AmountReq();
    amount.setRefund(40L);
    amount.setTotal(100L);
    amount.setCurrency("CNY");
    request.setAmount(amount);

    Refund theirs = new RefundService.Builder().httpClient(transport).build().create(request);
    channel.refund(settings, Samples.refund()).toCompletableFuture().join();

    assertThatBothPostedTheSame();
    assertThat(theirs.getStatus()).isEqualTo(Status.PROCESSING);
  }

  private void assertThatBothPostedTheSame() {
    assertThat(platform.requests()).hasSize(2);
    assertThat(platform.lines().get(0)).isEqualTo(platform.lines().get(1));
    assertThat(json(platform.requests().get(0).body()))
        .isEqualTo(json(platform.requests().get(1).body()));
  }

  private static JsonValue json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  private void start(Scene scene) {
    assertThat(channel.start(settings, Samples.order(scene)).toCompletableFuture().join())
        .isInstanceOf(ChannelOutcome.Pending.class);
  }

  private static com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest
      question() {
    var question =
        new com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest();
    question.setMchid(TestPlatform.MCHID);
    question.setOutTradeNo(Samples.NUMBER);
    return question;
  }

  private static NoticeRequest notice(Instant at) {
    return TestPlatform.notice(
        Seal.publicKey(),
        at,
        TestPlatform.envelope("TRANSACTION.SUCCESS", Samples.transaction("SUCCESS")));
  }

  private static RequestParam parameters(NoticeRequest notice) {
    Map<String, String> headers = new HashMap<>(notice.headers());
    return new RequestParam.Builder()
        .serialNumber(headers.get("wechatpay-serial"))
        .timestamp(headers.get("wechatpay-timestamp"))
        .nonce(headers.get("wechatpay-nonce"))
        .signature(headers.get("wechatpay-signature"))
        .body(new String(Bytes.array(notice.body()), StandardCharsets.UTF_8))
        .build();
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
