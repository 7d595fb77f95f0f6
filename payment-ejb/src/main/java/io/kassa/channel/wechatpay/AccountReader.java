package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.SettingName;
import io.kassa.channel.http.AllowedHosts;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a configuration and says everything that is wrong with it at once. */
final class AccountReader {
  static final String MCHID = "mchid";
  static final String APP_ID = "appId";
  static final String API_V3_KEY = "apiV3Key";
  static final String SERIAL = "merchantSerial";
  static final String PRIVATE_KEY = "merchantPrivateKey";
  static final String PUBLIC_KEY_ID = "platformPublicKeyId";
  static final String PUBLIC_KEY = "platformPublicKey";
  static final String H5_TYPE = "h5Type";
  static final String H5_NAME = "h5AppName";
  static final String H5_URL = "h5AppUrl";
  static final String BASE_URL = "baseUrl";

  static final Set<SettingName> NAMES =
      Set.of(
          SettingName.open(MCHID),
          SettingName.open(APP_ID),
          SettingName.secret(API_V3_KEY),
          SettingName.open(SERIAL),
          SettingName.secret(PRIVATE_KEY),
          SettingName.open(PUBLIC_KEY_ID).optional(),
          SettingName.open(PUBLIC_KEY).optional(),
          SettingName.open(H5_TYPE).optional(),
          SettingName.open(H5_NAME).optional(),
          SettingName.open(H5_URL).optional(),
          SettingName.open(BASE_URL).optional());

  static final URI PRODUCTION = URI.create("https://api.mch.weixin.qq.com");

  /** The second access point; questions go there when the first does not answer. */
  static final String SECOND_HOST = "api2.mch.weixin.qq.com";

  /** Both access points under the provider's two domains. */
  private static final Set<String> PUBLIC_HOSTS =
      Set.of(PRODUCTION.getHost(), SECOND_HOST, "api.wechatpay.cn", "api2.wechatpay.cn");

  private static final Pattern MERCHANT_NUMBER = Pattern.compile("[0-9]{1,32}");
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Pattern KEY_TEXT = Pattern.compile("[!-~]{" + Aead.KEY_BYTES + "}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,64}");
  private static final Pattern KEY_ID = Pattern.compile("PUB_KEY_ID_[0-9A-Za-z]{1,64}");
  private static final Pattern SITE = Pattern.compile("iOS|Android|Wap");
  private static final Pattern SITE_NAME = Pattern.compile("[^\\p{Cntrl}]{1,64}");
  private static final Pattern SITE_URL = Pattern.compile("https?://[!-~]{1,120}");

  /** No dots alone, so that no segment leads upwards. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private static final String EXAMPLE = "http://localhost:8080/sandbox/wechat-pay";

  private final ChannelSettings settings;
  private final Set<FieldError> errors = new LinkedHashSet<>();

  private AccountReader(ChannelSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads it.
   *
   * @throws PaymentException INVALID_REQUEST naming each setting that is missing or wrong
   */
  static Account read(ChannelSettings settings) {
    AccountReader reader = new AccountReader(settings);
    Account account = reader.account();
    if (!reader.errors.isEmpty()) {
      throw PaymentException.invalid(List.copyOf(reader.errors));
    }
    return account;
  }

  private Account account() {
    String mchid = text(MCHID, MERCHANT_NUMBER, "is a merchant number of at most 32 digits");
    String appId = text(APP_ID, APP, "is an app id of at most 32 letters and digits");
    String apiV3Key = text(API_V3_KEY, KEY_TEXT, "has exactly 32 visible ASCII characters");
    String serial = text(SERIAL, HEX, "is a certificate's serial number in hexadecimal digits");
    PrivateKey privateKey =
        parsed(PRIVATE_KEY, Pem::privateKey, "is a PKCS#8 RSA key in PEM of at least 2048 bits");
    PlatformKeys platformKeys = platformKeys(privateKey);
    URI base = base();
    return new Account(
        settings.id(),
        settings.test(),
        mchid,
        appId,
        apiV3Key == null ? null : new Aead(apiV3Key),
        serial,
        privateKey,
        platformKeys,
        base == null ? PRODUCTION : base,
        AllowedHosts.of(settings, PUBLIC_HOSTS, base),
        settings.noticeUrl(),
        site());
  }

  private PlatformKeys platformKeys(PrivateKey merchants) {
    boolean hasId = settings.value(PUBLIC_KEY_ID) != null;
    boolean hasKey = settings.value(PUBLIC_KEY) != null;
    if (!hasId && !hasKey) {
      return PlatformKeys.ofCertificates();
    }
    String id = text(PUBLIC_KEY_ID, KEY_ID, "begins with PUB_KEY_ID_ and belongs to the key");
    PublicKey key =
        parsed(PUBLIC_KEY, Pem::publicKey, "is an RSA public key in PEM of at least 2048 bits");
    if (key instanceof RSAKey theirs
        && merchants instanceof RSAKey ours
        && theirs.getModulus().equals(ours.getModulus())) {
      refuse(PUBLIC_KEY, "is the merchant's own key, not WeChat Pay's");
    }
    return id == null || key == null ? null : PlatformKeys.ofPublicKey(id, key);
  }

  private URI base() {
    String text = settings.value(BASE_URL);
    if (text == null) {
      return null;
    }
    if (!settings.test()) {
      refuse(BASE_URL, "is for test merchants only");
      return null;
    }
    URI base = uri(text).filter(AccountReader::isBase).orElse(null);
    if (base == null) {
      refuse(
          BASE_URL, "is scheme, host, port and path without a slash at the end, as in " + EXAMPLE);
    }
    return base;
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isBase(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && PATH.matcher(uri.getRawPath()).matches()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private Account.H5Site site() {
    return new Account.H5Site(
        Optional.ofNullable(optional(H5_TYPE, SITE, "is iOS, Android or Wap")).orElse("Wap"),
        optional(H5_NAME, SITE_NAME, "has 1 to 64 characters"),
        optional(H5_URL, SITE_URL, "is an http or https address of at most 128 characters"));
  }

  private String text(String name, Pattern pattern, String rule) {
    if (settings.value(name) == null) {
      refuse(name, "is missing");
      return null;
    }
    return optional(name, pattern, rule);
  }

  private String optional(String name, Pattern pattern, String rule) {
    String text = settings.value(name);
    if (text != null && !pattern.matcher(text).matches()) {
      refuse(name, rule);
      return null;
    }
    return text;
  }

  private <T> T parsed(String name, Function<String, Optional<T>> parser, String rule) {
    String text = settings.value(name);
    if (text == null) {
      refuse(name, "is missing");
      return null;
    }
    Optional<T> value = parser.apply(text);
    if (value.isEmpty()) {
      refuse(name, rule);
    }
    return value.orElse(null);
  }

  private void refuse(String name, String why) {
    errors.add(new FieldError("settings." + name, name + " " + why + "."));
  }
}
