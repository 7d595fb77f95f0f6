package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.SettingName;
import io.kassa.channel.alipay.Account.BrowserProduct;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountReaderTest {
  private static final String SECRET =
      TestCertificates.base64(TestAlipay.APP.getPrivate()).substring(100, 160);

  @Test
  void keyModeIsRead() {
    Account account = AccountReader.read(Samples.settings(false, Samples.values()));

    assertThat(account.gateway()).hasToString("https://openapi.alipay.com/gateway.do");
    assertThat(account.numbers()).isNull();
    assertThat(account.browserProduct()).isEqualTo(BrowserProduct.WAP);
    assertThat(account.privateKey()).isEqualTo(TestAlipay.APP.getPrivate());
  }

  @Test
  void keysMayBeFramed() {
    Map<String, String> values = new HashMap<>(Samples.values());
    values.put("appPrivateKey", "\n" + TestCertificates.pem(TestAlipay.APP.getPrivate()));
    values.put("alipayPublicKey", TestCertificates.pem(TestAlipay.ALIPAY.getPublic()));

    assertThat(AccountReader.read(Samples.settings(false, values)).privateKey())
        .isEqualTo(TestAlipay.APP.getPrivate());
  }

  @Test
  void certificateModeIsRead() {
    Account account = AccountReader.read(Samples.settings(false, Samples.certificateValues()));

    assertThat(account.numbers()).isNotNull();
    assertThat(account.keys().candidates(null, Samples.NOW))
        .containsExactly(TestAlipay.ALIPAY.getPublic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"appId", "sellerId", "appPrivateKey", "alipayPublicKey"})
  void whatKeyModeNeedsIsNamed(String name) {
    assertThat(errors(false, Samples.without(Samples.values(), name)))
        .containsExactly(new FieldError("settings." + name, name + " is missing."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"appCertificate", "alipayCertificate", "alipayRootCertificate"})
  void whatCertificateModeNeedsIsNamed(String name) {
    assertThat(errors(false, Samples.without(Samples.certificateValues(), name)))
        .containsExactly(new FieldError("settings." + name, name + " is missing."));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("appId", ""),
        Arguments.of("appId", "202100410864315"),
        Arguments.of("appId", "20210041086431x9"),
        Arguments.of("sellerId", "208810214794806"),
        Arguments.of("sellerId", "3088102147948060"),
        Arguments.of("appPrivateKey", ""),
        Arguments.of("appPrivateKey", "x"),
        Arguments.of("appPrivateKey", TestCertificates.base64(TestAlipay.APP.getPublic())),
        Arguments.of(
            "appPrivateKey",
            TestCertificates.pem("RSA PRIVATE KEY", TestAlipay.APP.getPrivate().getEncoded())),
        Arguments.of("appPrivateKey", TestCertificates.base64(weak().getPrivate())),
        Arguments.of("alipayPublicKey", "x"),
        Arguments.of("alipayPublicKey", TestCertificates.base64(weak().getPublic())),
        Arguments.of("alipayPublicKey", TestCertificates.base64(elliptic().getPublic())),
        Arguments.of("browserProduct", "wap"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void wrongValueIsNamed(String name, String value) {
    assertThat(errors(false, Samples.with(Samples.values(), name, value)))
        .extracting(FieldError::field)
        .containsExactly("settings." + name);
  }

  static Stream<Arguments> wrongCertificates() {
    String app = TestCertificates.pem(TestAlipay.APP_CERTIFICATE);
    return Stream.of(
        Arguments.of("appCertificate", "x", "is a file of certificates"),
        Arguments.of("appCertificate", certificate(1, 2, 3), "is a file of certificates"),
        Arguments.of("appCertificate", certificate(0x30, 0), "is a file of certificates"),
        Arguments.of(
            "appCertificate",
            certificate(0x30, 6, 0x30, 0, 0x30, 0, 0x30, 0),
            "is a file of certificates"),
        Arguments.of(
            "appCertificate",
            TestCertificates.pem(TestAlipay.ALIPAY_CERTIFICATE),
            "does not belong to appPrivateKey"),
        Arguments.of("alipayCertificate", app, "is the app's own certificate"),
        Arguments.of(
            "alipayCertificate",
            TestCertificates.pem(TestAlipay.ALIPAY_CERTIFICATE),
            "was not issued under alipayRootCertificate"),
        Arguments.of(
            "alipayRootCertificate",
            TestCertificates.pem(TestAlipay.OTHER_ROOT),
            "was not issued under"));
  }

  private static String certificate(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return TestCertificates.pem("CERTIFICATE", content);
  }

  @ParameterizedTest
  @MethodSource("wrongCertificates")
  void wrongCertificateIsNamed(String name, String value, String why) {
    assertThat(errors(false, Samples.with(Samples.certificateValues(), name, value)))
        .extracting(FieldError::detail)
        .anyMatch(detail -> detail.contains(why));
  }

  @Test
  void appsOwnKeyIsNotAlipays() {
    assertThat(
            errors(
                false,
                Samples.with(
                    Samples.values(),
                    "alipayPublicKey",
                    TestCertificates.base64(TestAlipay.APP.getPublic()))))
        .containsExactly(
            new FieldError(
                "settings.alipayPublicKey", "alipayPublicKey is the app's own key, not Alipay's."));
  }

  @Test
  void modesExcludeEachOther() {
    Map<String, String> both = new HashMap<>(Samples.certificateValues());
    both.putAll(Samples.values());

    assertThat(errors(false, both))
        .extracting(FieldError::field)
        .containsExactly("settings.alipayPublicKey");
  }

  @ParameterizedTest
  @CsvSource({
    "false, https://openapi.alipay.com/gateway.do",
    "true, openapi.alipay.com",
    "true, ftp://localhost/gateway.do",
    "true, http://localhost/gateway.do?x=1",
    "true, http://a:b@localhost/gateway.do",
    "true, 'http://local host/'",
  })
  void gatewayIsForTestMerchantsAndAPlainAddress(boolean test, String url) {
    assertThat(errors(test, Samples.with(Samples.values(), "gatewayUrl", url)))
        .extracting(FieldError::field)
        .containsExactly("settings.gatewayUrl");
  }

  @Test
  void liveMerchantReachesAlipayOnly() {
    Account live = AccountReader.read(Samples.settings(false, Samples.values()));
    Account test =
        AccountReader.read(
            Samples.settings(
                true,
                Samples.with(
                    Samples.values(), "gatewayUrl", "http://localhost:8080/x/gateway.do")));

    assertThat(live.hosts().allow(URI.create("https://openapi.alipay.com/gateway.do"))).isTrue();
    assertThat(live.hosts().allow(URI.create("https://dwbillcenter.alipay.com/x"))).isTrue();
    assertThat(live.hosts().allow(URI.create("http://openapi.alipay.com/gateway.do"))).isFalse();
    assertThat(live.hosts().allow(URI.create("http://localhost:8080/y"))).isFalse();
    assertThat(test.hosts().allow(URI.create("http://localhost:8080/y"))).isTrue();
    assertThat(test.hosts().allow(URI.create("http://localhost:8081/y"))).isFalse();
  }

  @Test
  void noticesNeedAnAddressThatAlipayTakes() {
    for (URI url :
        new URI[] {
          null,
          URI.create("https://pay.example.com/x?y=1"),
          URI.create("https://pay.example.com/" + "x".repeat(233))
        }) {
      ChannelSettings settings =
          new ChannelSettings(UUID.randomUUID(), 1, false, Samples.values(), url);

      assertThat(refusal(settings).errors())
          .extracting(FieldError::field)
          .containsExactly("settings.noticeUrl");
    }
  }

  @Test
  void everythingWrongIsSaidAtOnceAndNoValueIsRepeated() {
    PaymentException refusal =
        refusal(
            Samples.settings(
                false, Map.of("appPrivateKey", SECRET, "appId", "sec-ret", "sellerId", "sec-ret")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "settings.appId",
            "settings.sellerId",
            "settings.appPrivateKey",
            "settings.alipayPublicKey");
    assertThat(refusal.getMessage() + refusal.errors()).doesNotContain("sec-ret", SECRET);
  }

  @Test
  void nothingSecretIsPrinted() {
    ChannelSettings settings = Samples.settings(false, Samples.certificateValues());

    assertThat(settings + " " + AccountReader.read(settings)).doesNotContain(SECRET);
    assertThat(new AlipayChannel(LoopbackExchange.unreachable(), new Samples.Hand()).settingNames())
        .filteredOn(SettingName::secret)
        .extracting(SettingName::name)
        .containsExactly("appPrivateKey");
  }

  private static KeyPair weak() {
    return TestCertificates.keyPair(1024);
  }

  private static KeyPair elliptic() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<FieldError> errors(boolean test, Map<String, String> values) {
    return refusal(Samples.settings(test, values)).errors();
  }

  private static PaymentException refusal(ChannelSettings settings) {
    AlipayChannel channel = new AlipayChannel(LoopbackExchange.unreachable(), new Samples.Hand());
    return catchThrowableOfType(PaymentException.class, () -> channel.check(settings));
  }
}
