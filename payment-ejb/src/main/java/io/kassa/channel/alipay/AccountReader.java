package io.kassa.channel.alipay;

import io.kassa.channel.ChannelSettings;
import io.kassa.channel.SettingName;
import io.kassa.channel.alipay.Account.BrowserProduct;
import io.kassa.channel.alipay.Account.CertificateNumbers;
import io.kassa.channel.http.AllowedHosts;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import java.net.URI;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a configuration and says everything that is wrong with it at once. */
final class AccountReader {
  static final String APP_ID = "appId";
  static final String SELLER_ID = "sellerId";
  static final String PRIVATE_KEY = "appPrivateKey";
  static final String PUBLIC_KEY = "alipayPublicKey";
  static final String APP_CERTIFICATE = "appCertificate";
  static final String CERTIFICATE = "alipayCertificate";
  static final String ROOTS = "alipayRootCertificate";
  static final String BROWSER_PRODUCT = "browserProduct";
  static final String GATEWAY_URL = "gatewayUrl";

  static final Set<SettingName> NAMES =
      Set.of(
          SettingName.open(APP_ID),
          SettingName.open(SELLER_ID),
          SettingName.secret(PRIVATE_KEY),
          SettingName.open(PUBLIC_KEY).optional(),
          SettingName.open(APP_CERTIFICATE).optional(),
          SettingName.open(CERTIFICATE).optional(),
          SettingName.open(ROOTS).optional(),
          SettingName.open(BROWSER_PRODUCT).optional(),
          SettingName.open(GATEWAY_URL).optional());

  static final URI PRODUCTION = URI.create("https://openapi.alipay.com/gateway.do");

  /** Where the provider keeps bills. */
  static final String BILL_HOST = "dwbillcenter.alipay.com";

  private static final Set<String> PUBLIC_HOSTS = Set.of(PRODUCTION.getHost(), BILL_HOST);
  private static final int LONGEST_NOTICE_URL = 256;
  private static final Pattern APP = Pattern.compile("[0-9]{16,32}");
  private static final Pattern SELLER = Pattern.compile("2088[0-9]{12}");
  private static final Pattern PRODUCT = Pattern.compile("WAP|PAGE");

  private final ChannelSettings settings;
  private final Set<FieldError> errors = new LinkedHashSet<>();

  private AccountReader(ChannelSettings settings) {
    this.settings = settings;
  }

  /** What a mode consists of. */
  private record Mode(CertificateNumbers numbers, ProviderKeys keys) {}

  /**
   * Reads it. Whether a certificate has expired is looked at when it is used, so that what could be
   * read once can be read always.
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
    String appId = text(APP_ID, APP, "is an app id of 16 to 32 digits");
    String sellerId = text(SELLER_ID, SELLER, "is an account (PID) of 16 digits from 2088 on");
    PrivateKey privateKey =
        parsed(
            PRIVATE_KEY,
            Pem::privateKey,
            "is a PKCS#8 RSA key in PEM or Base64 of at least 2048 bits");
    Mode mode = mode(privateKey);
    String product = optional(BROWSER_PRODUCT, PRODUCT, "is WAP or PAGE");
    URI gateway = gateway();
    checkNoticeUrl();
    return new Account(
        settings.id(),
        settings.test(),
        appId,
        sellerId,
        privateKey,
        mode == null ? null : mode.numbers(),
        mode == null ? null : mode.keys(),
        gateway == null ? PRODUCTION : gateway,
        AllowedHosts.of(settings, PUBLIC_HOSTS, gateway),
        settings.noticeUrl(),
        product == null ? BrowserProduct.WAP : BrowserProduct.valueOf(product));
  }

  private Mode mode(PrivateKey apps) {
    boolean byKey = settings.value(PUBLIC_KEY) != null;
    boolean byCertificate =
        settings.value(APP_CERTIFICATE) != null
            || settings.value(CERTIFICATE) != null
            || settings.value(ROOTS) != null;
    if (byKey && byCertificate) {
      refuse(PUBLIC_KEY, "and certificates exclude each other");
      return null;
    }
    return byCertificate ? certificateMode(apps) : keyMode(apps);
  }

  private Mode keyMode(PrivateKey apps) {
    PublicKey key =
        parsed(
            PUBLIC_KEY,
            Pem::publicKey,
            "is an RSA public key in PEM or Base64 of at least 2048 bits");
    if (key != null && apps != null && isPair(apps, key)) {
      refuse(PUBLIC_KEY, "is the app's own key, not Alipay's");
    }
    return key == null ? null : new Mode(null, ProviderKeys.ofPublicKey(key));
  }

  private Mode certificateMode(PrivateKey apps) {
    List<X509Certificate> app = certificates(APP_CERTIFICATE);
    List<X509Certificate> alipay = certificates(CERTIFICATE);
    List<X509Certificate> roots = certificates(ROOTS);
    if (app != null && apps != null && !isPair(apps, app.get(0).getPublicKey())) {
      refuse(APP_CERTIFICATE, "does not belong to " + PRIVATE_KEY);
    }
    if (alipay != null && apps != null && isPair(apps, alipay.get(0).getPublicKey())) {
      refuse(CERTIFICATE, "is the app's own certificate, not Alipay's");
    }
    if (app == null || alipay == null || roots == null) {
      return null;
    }
    Optional<TrustedIssuers> issuers = TrustedIssuers.of(roots, alipay);
    if (issuers.isEmpty()) {
      refuse(CERTIFICATE, "was not issued under " + ROOTS);
      return null;
    }
    return new Mode(
        new CertificateNumbers(CertificateNumber.of(app.get(0)), CertificateNumber.ofRoots(roots)),
        ProviderKeys.ofCertificate(alipay.get(0), issuers.get()));
  }

  private List<X509Certificate> certificates(String name) {
    List<X509Certificate> certificates =
        parsed(name, Pem::certificates, "is a file of certificates in PEM, signed with RSA");
    if (certificates != null && !Pem.isStrong(certificates.get(0))) {
      refuse(name, "has an RSA key of at least 2048 bits");
    }
    return certificates;
  }

  private static boolean isPair(PrivateKey ours, Key other) {
    return ours instanceof RSAKey one
        && other instanceof RSAKey two
        && one.getModulus().equals(two.getModulus());
  }

  private URI gateway() {
    String text = settings.value(GATEWAY_URL);
    if (text == null) {
      return null;
    }
    if (!settings.test()) {
      refuse(GATEWAY_URL, "is for test merchants only");
      return null;
    }
    URI gateway = uri(text).filter(AccountReader::isPlain).orElse(null);
    if (gateway == null) {
      refuse(GATEWAY_URL, "is an http or https address without a query");
    }
    return gateway;
  }

  private void checkNoticeUrl() {
    URI url = settings.noticeUrl();
    if (url == null || !isPlain(url) || url.toString().length() > LONGEST_NOTICE_URL) {
      refuse("noticeUrl", "is an http or https address of at most 256 characters");
    }
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
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
