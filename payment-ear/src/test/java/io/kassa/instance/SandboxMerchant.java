package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A merchant of the sandbox, as a merchant of Kassa configures its channels with it.
 *
 * @param told what the sandbox tells of it: {@code wechatPay} and {@code alipay}
 */
public record SandboxMerchant(JsonObject told) {
  /** Everybody's at the sandbox. */
  private static final String SELLER = "2088000000000010";

  /** The settings of the channel WECHAT_PAY, verified by the provider's public key. */
  public JsonObject weChatPay() throws IOException {
    JsonObject provider = told.getJsonObject("wechatPay");
    return weChatPayByCertificates(provider)
        .add("platformPublicKeyId", provider.getString("platformPublicKeyId"))
        .add("platformPublicKey", content(provider, "platformPublicKeyFile"))
        .build();
  }

  /** The same, verified by the provider's certificates, which are downloaded. */
  public JsonObject weChatPayByCertificates() throws IOException {
    return weChatPayByCertificates(told.getJsonObject("wechatPay")).build();
  }

  /** The settings of the channel ALIPAY with plain keys. */
  public JsonObject alipay() throws IOException {
    JsonObject provider = told.getJsonObject("alipay");
    return alipay(provider)
        .add("alipayPublicKey", content(provider, "alipayPublicKeyFile"))
        .build();
  }

  /** The same with certificates. */
  public JsonObject alipayByCertificates() throws IOException {
    JsonObject provider = told.getJsonObject("alipay");
    return alipay(provider)
        .add("appCertificate", content(provider, "appCertificateFile"))
        .add("alipayCertificate", content(provider, "alipayCertificateFile"))
        .add("alipayRootCertificate", content(provider, "alipayRootCertificateFile"))
        .build();
  }

  private static JsonObjectBuilder weChatPayByCertificates(JsonObject provider) throws IOException {
    return Json.createObjectBuilder()
        .add("baseUrl", provider.getString("baseUrl"))
        .add("mchid", provider.getString("mchid"))
        .add("appId", provider.getString("appId"))
        .add("apiV3Key", provider.getString("apiV3Key"))
        .add("merchantSerial", provider.getString("merchantSerial"))
        .add("merchantPrivateKey", content(provider, "merchantPrivateKeyFile"));
  }

  private static JsonObjectBuilder alipay(JsonObject provider) throws IOException {
    return Json.createObjectBuilder()
        .add("gatewayUrl", provider.getString("gatewayUrl"))
        .add("appId", provider.getString("appId"))
        .add("sellerId", SELLER)
        .add("appPrivateKey", content(provider, "appPrivateKeyFile"));
  }

  private static String content(JsonObject provider, String file) throws IOException {
    return Files.readString(Path.of(provider.getString(file)));
  }
}
