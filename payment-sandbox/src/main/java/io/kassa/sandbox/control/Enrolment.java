package io.kassa.sandbox.control;

import io.kassa.sandbox.alipay.CertSn;
import io.kassa.sandbox.keys.Authority;
import io.kassa.sandbox.keys.KeyDirectory;
import io.kassa.sandbox.wechatpay.Merchant;
import io.kassa.sandbox.wechatpay.PlatformKeys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Makes merchants: numbers, keys and certificates with both providers. A merchant of the same name
 * is the same one, also after a restart.
 */
public final class Enrolment {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int API_V3_KEY_LENGTH = 32;
  private static final String APP = "app";
  private static final String MERCHANT = "merchant";

  /**
   * Where merchants are made known.
   *
   * @param baseUrl where the sandbox answers, without a slash at the end
   */
  public record Offices(
      String baseUrl,
      KeyDirectory root,
      io.kassa.sandbox.wechatpay.Merchants wechatPay,
      Authority wechatPayAuthority,
      PlatformKeys wechatPayKeys,
      io.kassa.sandbox.alipay.Merchants alipay,
      Authority alipayAuthority) {}

  private final Offices offices;

  public Enrolment(Offices offices) {
    this.offices = offices;
  }

  /**
   * Makes the merchant known and tells all that it needs.
   *
   * @throws IllegalArgumentException if the name is not of small letters, digits and dashes
   */
  public JsonObject enrol(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name for a merchant: " + name);
    }
    KeyDirectory files = offices.root().below("merchants").below(name);
    return Json.createObjectBuilder()
        .add("payerUrl", offices.baseUrl() + "/payer/")
        .add("wechatPay", weChatPay(number(name), files.below("wechat-pay")))
        .add("alipay", alipay(number(name), files.below("alipay")))
        .build();
  }

  private JsonObjectBuilder weChatPay(long number, KeyDirectory files) {
    String mchid = "1900%06d".formatted(number % 1_000_000);
    KeyPair keys = files.pair(MERCHANT);
    X509Certificate certificate =
        files.certificate(
            MERCHANT, offices.wechatPayAuthority(), "CN=" + mchid + ",O=Sandbox,C=CN");
    Merchant merchant =
        new Merchant(
            mchid,
            "wx%016x".formatted(number),
            files.secret("api-v3-key", API_V3_KEY_LENGTH),
            PlatformKeys.serial(certificate),
            keys.getPublic());
    offices.wechatPay().add(merchant);
    KeyDirectory platform = offices.root().below("wechat-pay");
    return Json.createObjectBuilder()
        .add("baseUrl", offices.baseUrl() + "/wechat-pay")
        .add("mchid", mchid)
        .add("appId", merchant.appId())
        .add("apiV3Key", merchant.apiV3Key())
        .add("merchantSerial", merchant.serial())
        .add("merchantPrivateKeyFile", file(files, MERCHANT + "-private-key.pem"))
        .add("platformPublicKeyId", offices.wechatPayKeys().publicKey().serial())
        .add("platformPublicKeyFile", file(platform, "platform-public-key.pem"))
        .add("platformCertificateSerial", offices.wechatPayKeys().certificate().serial())
        .add(
            "platformCertificateFile",
            file(
                platform,
                "platform-%d-certificate.pem"
                    .formatted(offices.wechatPayKeys().certificates().size())));
  }

  private JsonObjectBuilder alipay(long number, KeyDirectory files) {
    String appId = "2021%012d".formatted(number);
    KeyPair keys = files.pair(APP);
    X509Certificate certificate =
        files.certificate(APP, offices.alipayAuthority(), "CN=" + appId + ",O=Sandbox,C=CN");
    offices
        .alipay()
        .add(new io.kassa.sandbox.alipay.Merchant(appId, keys.getPublic(), CertSn.of(certificate)));
    KeyDirectory platform = offices.root().below("alipay");
    return Json.createObjectBuilder()
        .add("gatewayUrl", offices.baseUrl() + "/alipay/gateway.do")
        .add("appId", appId)
        .add("appPrivateKeyFile", file(files, APP + "-private-key.pem"))
        .add("appCertificateFile", file(files, APP + "-certificate.pem"))
        .add("alipayPublicKeyFile", file(platform, "alipay-public-key.pem"))
        .add("alipayCertificateFile", file(platform, "alipay-certificate.pem"))
        .add("alipayRootCertificateFile", file(platform, "root-certificate.pem"));
  }

  private static String file(KeyDirectory directory, String name) {
    return directory.path(name).toString();
  }

  /** A number of 32 bits that the name alone decides. */
  private static long number(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
