package io.kassa.sandbox.alipay;

import io.kassa.sandbox.keys.Rsa;
import java.util.regex.Pattern;

/** Believes a call or refuses it. */
final class SignatureCheck {

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");

  private final Merchants merchants;
  private final AlipayKeys keys;

  SignatureCheck(Merchants merchants, AlipayKeys keys) {
    this.merchants = merchants;
    this.keys = keys;
  }

  Merchant merchant(Parameters parameters) {
    require(parameters, "method", "isv.missing-method");
    require(parameters, "app_id", "isv.missing-app-id");
    require(parameters, "sign", "isv.missing-signature");
    require(parameters, "sign_type", "isv.missing-signature-type");
    require(parameters, "timestamp", "isv.missing-timestamp");
    require(parameters, "version", "isv.missing-version");
    if (!TIME.matcher(parameters.get("timestamp")).matches()) {
      throw GatewayException.arguments("isv.invalid-timestamp", "非法的时间戳参数");
    }
    if (!parameters.get("sign_type").equals("RSA2")) {
      throw GatewayException.arguments("isv.invalid-signature-type", "无效签名类型");
    }
    Merchant merchant =
        merchants
            .find(parameters.get("app_id"))
            .orElseThrow(() -> GatewayException.arguments("isv.invalid-app-id", "无效的AppID参数"));
    certificates(parameters, merchant);
    boolean right =
        Rsa.verifies(
            merchant.publicKey(),
            parameters.signed(),
            parameters.get("sign"),
            parameters.charset());
    if (!right) {
      throw GatewayException.arguments("isv.invalid-signature", "验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配");
    }
    return merchant;
  }

  private static void require(Parameters parameters, String name, String subCode) {
    if (parameters.get(name).isEmpty()) {
      throw GatewayException.missing(subCode, "缺少参数" + name);
    }
  }

  /** In certificate mode both serials are named and right. */
  private void certificates(Parameters parameters, Merchant merchant) {
    String app = parameters.get("app_cert_sn");
    String root = parameters.get("alipay_root_cert_sn");
    boolean right =
        (app.isEmpty() && root.isEmpty())
            || (app.equals(merchant.certSn()) && root.equals(keys.rootCertSn()));
    if (!right) {
      throw GatewayException.arguments("isv.app-cert-sn-not-match", "应用证书序列号不匹配");
    }
  }
}
