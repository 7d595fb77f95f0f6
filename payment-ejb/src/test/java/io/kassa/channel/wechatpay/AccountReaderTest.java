package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.SettingName;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountReaderTest {
  private final WeChatPayChannel channel =
      new WeChatPayChannel(LoopbackExchange.unreachable(), new Samples.Hand());

  @Test
  void publicKeyModeAndCertificateModeAreBothAccepted() {
    assertThatCode(() -> channel.check(live(Samples.values()))).doesNotThrowAnyException();
    assertThatCode(
            () ->
                channel.check(
                    live(
                        Samples.without(
                            Samples.values(), "platformPublicKeyId", "platformPublicKey"))))
        .doesNotThrowAnyException();
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThat(refused(live(Map.of())))
        .containsExactlyInAnyOrder(
            "settings.mchid",
            "settings.appId",
            "settings.apiV3Key",
            "settings.merchantSerial",
            "settings.merchantPrivateKey");
  }

  @Test
  void requiredSettingsAreThoseThatAreRefusedWhenMissing() {
    Set<String> required =
        channel.settingNames().stream()
            .filter(SettingName::required)
            .map(name -> "settings." + name.name())
            .collect(Collectors.toSet());

    assertThat(refused(live(Map.of()))).containsExactlyInAnyOrderElementsOf(required);
  }

  @Test
  void keysOfTheMerchantAreTheOnlySecrets() {
    assertThat(channel.settingNames())
        .filteredOn(SettingName::secret)
        .extracting(SettingName::name)
        .containsExactlyInAnyOrder("apiV3Key", "merchantPrivateKey");
  }

  @ParameterizedTest
  @CsvSource({
    "mchid, 19000072a1",
    "mchid, ''",
    "appId, wx/../x",
    "apiV3Key, 0123456789abcdefghijklmnopqrstu",
    "apiV3Key, 0123456789abcdefghijklmnopqrstuvw",
    "apiV3Key, 0123456789abcdefghijklmnopqrstué",
    "merchantSerial, 5157F09G",
    "merchantPrivateKey, not a key",
    "platformPublicKeyId, 7A1B2C3D",
    "platformPublicKey, not a key",
    "h5Type, Windows",
    "h5AppUrl, ftp://example.com",
    "baseUrl, https://api.mch.weixin.qq.com",
    "baseUrl, http://localhost:8080",
  })
  void wrongSettingOfALiveMerchantIsNamed(String name, String value) {
    assertThat(refused(live(Samples.with(Samples.values(), name, value))))
        .containsExactly("settings." + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "ftp://localhost",
        "http://localhost:8080/path/",
        "http://localhost:8080/path/..",
        "http://localhost:8080/.hidden",
        "http://localhost:8080//path",
        "http://localhost:8080/path#x",
        "http://localhost:8080?x",
        "http://user@localhost:8080",
        "http://local host",
        "http://localhost:8080/"
      })
  void addressOfATestMerchantIsAnOriginAndAPathOnly(String value) {
    assertThat(refused(Samples.settings(true, Samples.with(Samples.values(), "baseUrl", value))))
        .containsExactly("settings.baseUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "https://sandbox.example", "http://[::1]:80/a/b-c.d"})
  void addressOfATestMerchantMayHaveAPath(String value) {
    assertThat(
            AccountReader.read(
                    Samples.settings(true, Samples.with(Samples.values(), "baseUrl", value)))
                .base())
        .isEqualTo(URI.create(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"platformPublicKeyId", "platformPublicKey"})
  void publicKeyAndItsIdGoTogether(String left) {
    assertThat(refused(live(Samples.without(Samples.values(), left))))
        .containsExactly("settings." + left);
  }

  @Test
  void merchantsOwnPublicKeyIsNotTakenForThePlatforms() {
    String own = TestCertificates.pem(TestPlatform.MERCHANT.getPublic());

    assertThat(refused(live(Samples.with(Samples.values(), "platformPublicKey", own))))
        .containsExactly("settings.platformPublicKey");
  }

  @Test
  void shortKeysAreRefused() {
    String weak = TestCertificates.pem(TestCertificates.keyPair(1024).getPrivate());

    assertThat(refused(live(Samples.with(Samples.values(), "merchantPrivateKey", weak))))
        .containsExactly("settings.merchantPrivateKey");
  }

  @Test
  void keyThatIsNoRsaKeyIsRefused() {
    String other =
        TestCertificates.pem(
            "PRIVATE KEY",
            "this is no key in any form that there is"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(refused(live(Samples.with(Samples.values(), "merchantPrivateKey", other))))
        .containsExactly("settings.merchantPrivateKey");
  }

  @Test
  void refusalSaysNothingOfTheValue() {
    PaymentException refusal =
        catchThrowableOfType(
            PaymentException.class,
            () -> channel.check(live(Samples.with(Samples.values(), "apiV3Key", "tooShort"))));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.errors()).extracting(FieldError::detail).noneMatch(s -> s.contains("Short"));
  }

  @Test
  void liveAccountReachesTheProvidersHostsAlone() {
    Account account = AccountReader.read(live(Samples.values()));

    assertThat(account.base()).isEqualTo(URI.create("https://api.mch.weixin.qq.com"));
    assertThat(account.hosts().allow(URI.create("https://api.mch.weixin.qq.com/v3"))).isTrue();
    assertThat(account.hosts().allow(URI.create("https://api2.mch.weixin.qq.com/v3"))).isTrue();
    assertThat(account.hosts().allow(URI.create("https://api2.wechatpay.cn/v3"))).isTrue();
    assertThat(account.hosts().allow(URI.create("https://wechatpay.cn/v3"))).isFalse();
    assertThat(account.hosts().allow(URI.create("http://api.mch.weixin.qq.com/v3"))).isFalse();
    assertThat(account.hosts().allow(URI.create("https://127.0.0.1/v3"))).isFalse();
  }

  private static ChannelSettings live(Map<String, String> values) {
    return Samples.settings(false, values);
  }

  private List<String> refused(ChannelSettings settings) {
    PaymentException refusal =
        catchThrowableOfType(PaymentException.class, () -> channel.check(settings));
    assertThat(refusal).isNotNull();
    return refusal.errors().stream().map(FieldError::field).toList();
  }
}
