package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NextAction;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.Scene;
import io.kassa.channel.alipay.Loopback.Reply;
import io.kassa.channel.alipay.TestCertificates.Issuer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateModeTest {
  private static final String QUERY = "alipay.trade.query";
  private static final String DOWNLOAD = "alipay.open.app.alipaycert.download";
  private static final String NUMBER = CertificateNumber.of(TestAlipay.ALIPAY_CERTIFICATE);
  private static final String LATER = CertificateNumber.of(TestAlipay.LATER_CERTIFICATE);
  private static final PrivateKey LATER_KEY = TestAlipay.LATER.getPrivate();
  private static final Reply PAID = Reply.of(Samples.trade("TRADE_SUCCESS"));
  private static final Reply LATER_PAID = PAID.signedBy(LATER_KEY).naming(LATER);

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel = new AlipayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(alipay, Samples.certificateValues());

  @AfterEach
  void stop() {
    alipay.close();
  }

  @Test
  void callNamesTheAppsCertificateAndTheRoots() {
    alipay.answer(QUERY, PAID.naming(NUMBER));

    assertThat(query()).isInstanceOf(Paid.class);
    assertThat(alipay.requests().get(0).parameters())
        .containsEntry("app_cert_sn", CertificateNumber.of(TestAlipay.APP_CERTIFICATE))
        .containsEntry(
            "alipay_root_cert_sn",
            CertificateNumber.of(TestAlipay.ROOT)
                + "_"
                + CertificateNumber.of(TestAlipay.OTHER_ROOT));
  }

  @Test
  void orderStringNamesThemToo() {
    Pending pending =
        (Pending) channel.start(settings, Samples.order(Scene.APP)).toCompletableFuture().join();
    Map<String, String> parameters =
        Loopback.form(((NextAction.AppInvoke) pending.nextAction()).parameters().get("orderInfo"));

    assertThat(parameters).containsKeys("app_cert_sn", "alipay_root_cert_sn");
    assertThat(TestAlipay.isApps(parameters)).isTrue();
  }

  @Test
  void answerThatNamesNoCertificateIsCheckedWithTheOneThatIsHeld() {
    alipay.answer(QUERY, PAID);
    assertThat(query()).isInstanceOf(Paid.class);

    alipay.answer(QUERY, PAID.signedBy(LATER_KEY));
    assertThat(query()).isEqualTo(new Unknown("signature-wrong"));
  }

  @Test
  void nameOfACertificateProvesNothing() {
    alipay.answer(QUERY, PAID.signedBy(LATER_KEY).naming(NUMBER));

    assertThat(query()).isEqualTo(new Unknown("signature-wrong"));
  }

  @Test
  void unknownCertificateIsDownloadedOnce() {
    alipay.answer(QUERY, LATER_PAID);
    alipay.answer(DOWNLOAD, certificate(TestAlipay.LATER_CERTIFICATE));

    assertThat(query()).isInstanceOf(Paid.class);
    assertThat(query()).isInstanceOf(Paid.class);
    assertThat(alipay.methods()).containsExactly(QUERY, DOWNLOAD, QUERY);
    assertThat(alipay.requests().get(1).content())
        .isEqualTo("{\"alipay_cert_sn\":\"" + LATER + "\"}");

    alipay.answer(QUERY, PAID.naming(NUMBER));
    assertThat(query()).isInstanceOf(Paid.class);
  }

  @Test
  void downloadIsTriedOnceAMinuteWhateverIsNamed() {
    alipay.answer(QUERY, LATER_PAID);
    alipay.answer(DOWNLOAD, Reply.raw(503, ""));
    assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));

    alipay.answer(DOWNLOAD, certificate(TestAlipay.LATER_CERTIFICATE));
    clock.forward(Duration.ofSeconds(59));
    assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));
    alipay.answer(QUERY, PAID.naming("0".repeat(32)));
    assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));
    assertThat(alipay.methods()).filteredOn(DOWNLOAD::equals).hasSize(1);

    alipay.answer(QUERY, LATER_PAID);
    clock.forward(Duration.ofSeconds(1));
    assertThat(query()).isInstanceOf(Paid.class);
  }

  @Test
  void nameThatIsNoneIsNotAskedFor() {
    alipay.answer(QUERY, PAID.naming("../x"));

    assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));
    assertThat(alipay.methods()).containsExactly(QUERY);
  }

  /** The same authority makes every merchant's certificate, so its word is not enough. */
  @Test
  void merchantsCertificateIsNotTakenForAlipays() {
    assertThat(isBelieved(TestAlipay.APP_CERTIFICATE, TestAlipay.APP.getPrivate())).isFalse();
  }

  @Test
  void certificateFromElsewhereIsNotTaken() {
    Issuer stranger = new Issuer(TestAlipay.CLASS_ISSUER.name(), LATER_KEY);

    assertThat(isBelieved(later(stranger, 2001), LATER_KEY)).isFalse();
  }

  @Test
  void certificateOfAnotherNumberIsNotTaken() {
    alipay.answer(QUERY, LATER_PAID);
    alipay.answer(DOWNLOAD, certificate(later(TestAlipay.CLASS_ISSUER, 2002)));

    assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));
  }

  @Test
  void expiredCertificateIsNotTaken() {
    X509Certificate expired =
        TestCertificates.certificate(
            TestAlipay.ALIPAY_NAME,
            TestAlipay.LATER.getPublic(),
            TestAlipay.CLASS_ISSUER,
            2003,
            false,
            Samples.NOW.minusSeconds(7200),
            Samples.NOW.minusSeconds(1));

    assertThat(isBelieved(expired, LATER_KEY)).isFalse();
  }

  /** A merchant's key would sign anything; only an authority's mark makes it one. */
  @Test
  void authorityInBetweenNeedsItsMark() {
    Issuer between = new Issuer("CN=Between", TestAlipay.APP.getPrivate());
    X509Certificate leaf = later(between, 2004);
    X509Certificate unmarked = between(between, false);
    X509Certificate marked = between(between, true);

    assertThat(isBelieved(leaf, LATER_KEY, unmarked)).isFalse();
    clock.forward(ProviderKeys.BETWEEN_DOWNLOADS);
    assertThat(isBelieved(leaf, LATER_KEY, marked)).isTrue();
  }

  private static X509Certificate between(Issuer between, boolean authority) {
    return TestCertificates.certificate(
        between.name(), TestAlipay.APP.getPublic(), TestAlipay.ROOT_ISSUER, 9, authority);
  }

  @Test
  void configuredCertificateExpiresToo() {
    alipay.answer(QUERY, PAID.naming(NUMBER));
    clock.forward(Duration.ofDays(366));

    assertThat(query()).isEqualTo(new Unknown("certificate-expired"));
  }

  @Test
  void garbageInsteadOfACertificateIsNotTaken() {
    alipay.answer(QUERY, LATER_PAID);
    for (String content : new String[] {"", "%", "eA==", encoded("-----BEGIN CERTIFICATE-----")}) {
      alipay.answer(
          DOWNLOAD, Reply.of("{\"code\":\"10000\",\"alipay_cert_content\":\"" + content + "\"}"));
      clock.forward(ProviderKeys.BETWEEN_DOWNLOADS);

      assertThat(query()).isEqualTo(new Unknown("certificate-unknown"));
    }
  }

  @Test
  void noticeIsCheckedWithTheCertificateThatIsHeld() {
    assertThat(read(TestAlipay.ALIPAY.getPrivate(), Samples.notice("TRADE_SUCCESS")))
        .isInstanceOf(OfPayment.class);
    assertThat(read(LATER_KEY, Samples.notice("TRADE_SUCCESS")))
        .isEqualTo(new Refused("signature-wrong"));
  }

  @Test
  void noticeWithAnUnknownCertificateIsBelievedWhenItComesAgain() {
    alipay.answer(DOWNLOAD, certificate(TestAlipay.LATER_CERTIFICATE));
    Map<String, String> notice = Samples.notice("TRADE_SUCCESS");
    notice.put("alipay_cert_sn", LATER);

    assertThat(read(LATER_KEY, notice)).isEqualTo(new Refused("certificate-unknown"));
    untilHeld(reading -> reading instanceof OfPayment, notice);
    assertThat(alipay.methods()).containsExactly(DOWNLOAD);
  }

  private void untilHeld(Predicate<NoticeReading> wanted, Map<String, String> notice) {
    await().atMost(Duration.ofSeconds(5)).until(() -> read(LATER_KEY, notice), wanted);
  }

  private static X509Certificate later(Issuer issuer, long serial) {
    return TestCertificates.certificate(
        TestAlipay.ALIPAY_NAME, TestAlipay.LATER.getPublic(), issuer, serial, false);
  }

  private boolean isBelieved(X509Certificate come, PrivateKey key, X509Certificate... others) {
    alipay.answer(QUERY, PAID.signedBy(key).naming(CertificateNumber.of(come)));
    alipay.answer(DOWNLOAD, certificate(come, others));
    return query() instanceof Paid;
  }

  private static Reply certificate(X509Certificate certificate, X509Certificate... others) {
    String file = TestCertificates.pem(certificate) + TestCertificates.pem(others);
    return Reply.of(
        "{\"code\":\"10000\",\"msg\":\"Success\",\"alipay_cert_content\":\""
            + encoded(file)
            + "\"}");
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private NoticeReading read(PrivateKey key, Map<String, String> notice) {
    return channel.read(settings, TestAlipay.notice(key, notice));
  }

  private ChannelOutcome query() {
    return channel.query(settings, Samples.order(Scene.NATIVE)).toCompletableFuture().join();
  }
}
