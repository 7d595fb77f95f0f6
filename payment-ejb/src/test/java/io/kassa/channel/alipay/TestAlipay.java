package io.kassa.channel.alipay;

import io.kassa.channel.NoticeRequest;
import io.kassa.channel.alipay.TestCertificates.Issuer;
import io.kassa.storage.Bytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The provider's side, written from its documents with the JDK alone: it shares no code with what
 * it tests.
 */
final class TestAlipay {
  static final String APP_ID = "2021004108643159";
  static final String SELLER = "2088102147948060";

  static final KeyPair APP = TestCertificates.keyPair(2048);
  static final KeyPair ALIPAY = TestCertificates.keyPair(2048);
  static final KeyPair LATER = TestCertificates.keyPair(2048);

  /** The key of a later certificate is a stranger's as long as no message names that. */
  static final KeyPair STRANGER = LATER;

  /** Keys cost time, so the authorities share one; their names differ. */
  private static final KeyPair AUTHORITY = TestCertificates.keyPair(2048);

  static final String ALIPAY_NAME = "CN=支付宝-" + SELLER + ",OU=Alipay,O=Alipay,C=CN";
  static final Issuer ROOT_ISSUER = new Issuer("CN=Root R1,O=Finance,C=CN", AUTHORITY.getPrivate());
  static final Issuer CLASS_ISSUER =
      new Issuer("CN=Class 2 R1,O=Finance,C=CN", AUTHORITY.getPrivate());

  static final X509Certificate ROOT =
      TestCertificates.certificate(
          ROOT_ISSUER.name(), AUTHORITY.getPublic(), ROOT_ISSUER, 0x1fcfa18d6a480d11L, true);
  static final X509Certificate OTHER_ROOT =
      TestCertificates.certificate(
          "CN=Class 2 Root,O=Trust,C=CN",
          LATER.getPublic(),
          new Issuer("CN=Class 2 Root,O=Trust,C=CN", LATER.getPrivate()),
          77,
          true);

  /** As in the provider's own sandbox, it is not marked as an authority. */
  static final X509Certificate CLASS =
      TestCertificates.certificate(
          CLASS_ISSUER.name(), AUTHORITY.getPublic(), ROOT_ISSUER, 5, false);

  static final X509Certificate ALIPAY_CERTIFICATE =
      TestCertificates.certificate(ALIPAY_NAME, ALIPAY.getPublic(), CLASS_ISSUER, 1001, false);
  static final X509Certificate LATER_CERTIFICATE =
      TestCertificates.certificate(ALIPAY_NAME, LATER.getPublic(), CLASS_ISSUER, 1002, false);
  static final X509Certificate APP_CERTIFICATE =
      TestCertificates.certificate(
          "CN=" + SELLER + "-" + APP_ID + ",OU=Alipay,O=Shop,C=CN",
          APP.getPublic(),
          CLASS_ISSUER,
          1003,
          false);

  private TestAlipay() {}

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean verifies(PublicKey key, String text, String base64) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the app signed these parameters. */
  static boolean isApps(Map<String, String> parameters) {
    return verifies(
        APP.getPublic(), text(parameters, Set.of("sign")), parameters.getOrDefault("sign", ""));
  }

  static String text(Map<String, String> parameters, Set<String> without) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .filter(entry -> !without.contains(entry.getKey()) && !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
  }

  /** A notice, signed. */
  static NoticeRequest notice(PrivateKey key, Map<String, String> parameters) {
    Map<String, String> form = new TreeMap<>(parameters);
    form.put("sign", sign(key, text(parameters, Set.of("sign", "sign_type"))));
    form.put("sign_type", "RSA2");
    return request(form);
  }

  static NoticeRequest request(Map<String, String> form) {
    return request(
        form.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&")));
  }

  static NoticeRequest request(String body) {
    return new NoticeRequest(
        Map.of(),
        "application/x-www-form-urlencoded;charset=utf-8",
        Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A body of the gateway's. */
  static String body(String method, String node, PrivateKey key, String certificateNumber) {
    return "{\""
        + method.replace('.', '_')
        + "_response\":"
        + node
        + (certificateNumber == null ? "" : ",\"alipay_cert_sn\":\"" + certificateNumber + "\"")
        + (key == null ? "" : ",\"sign\":\"" + sign(key, node).replace("/", "\\/") + "\"")
        + "}";
  }
}
