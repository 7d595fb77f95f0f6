package io.kassa.system;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A notice that WeChat Pay's own key signed, of whatever a test wants it to say. */
record ProviderNotice(String body, String serial, String timestamp, String nonce, String proof) {
  private static final String NONCE = "0123456789ab";
  private static final String CONTEXT = "transaction";
  private static final int TAG_BITS = 128;

  /** That this payment's newest attempt was paid, told now. */
  static ProviderNotice paid(SandboxMerchant merchant, Order order, long amount) {
    return paid(merchant, order, amount, Duration.ZERO);
  }

  /** The same, signed so long ago. */
  static ProviderNotice paid(SandboxMerchant merchant, Order order, long amount, Duration age) {
    String number =
        Books.strings(
                """
                select replace(id::text, '-', '') from attempts
                 where payment_id = '%s' order by id desc limit 1
                """
                    .formatted(order.id()))
            .get(0);
    JsonObject provider = merchant.told().getJsonObject("wechatPay");
    Instant now = Clock.systemUTC().instant().minus(age);
    String told =
        Json.createObjectBuilder()
            .add("appid", provider.getString("appId"))
            .add("mchid", provider.getString("mchid"))
            .add("out_trade_no", number)
            .add("trade_state", "SUCCESS")
            .add("trade_state_desc", "paid")
            .add("trade_type", "NATIVE")
            .add("transaction_id", "42" + number.substring(0, 26))
            .add("success_time", now.toString())
            .add("amount", Json.createObjectBuilder().add("total", amount).add("currency", "CNY"))
            .build()
            .toString();
    try {
      return signed(provider, sealed(provider, told), Long.toString(now.getEpochSecond()));
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("the notice cannot be made", failure);
    }
  }

  private static String sealed(JsonObject provider, String told) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(provider.getString("apiV3Key").getBytes(StandardCharsets.UTF_8), "AES"),
        new GCMParameterSpec(TAG_BITS, NONCE.getBytes(StandardCharsets.UTF_8)));
    cipher.updateAAD(CONTEXT.getBytes(StandardCharsets.UTF_8));
    byte[] ciphertext = cipher.doFinal(told.getBytes(StandardCharsets.UTF_8));
    return Json.createObjectBuilder()
        .add("id", UUID.randomUUID().toString())
        .add("create_time", Clock.systemUTC().instant().toString())
        .add("resource_type", "encrypt-resource")
        .add("event_type", "TRANSACTION.SUCCESS")
        .add("summary", "paid")
        .add(
            "resource",
            Json.createObjectBuilder()
                .add("original_type", CONTEXT)
                .add("algorithm", "AEAD_AES_256_GCM")
                .add("nonce", NONCE)
                .add("associated_data", CONTEXT)
                .add("ciphertext", Base64.getEncoder().encodeToString(ciphertext)))
        .build()
        .toString();
  }

  private static ProviderNotice signed(JsonObject provider, String body, String timestamp)
      throws GeneralSecurityException, IOException {
    Path key =
        Path.of(provider.getString("platformPublicKeyFile"))
            .resolveSibling("platform-private-key.pem");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(privateKey(Files.readString(key)));
    signature.update(
        (timestamp + "\n" + NONCE + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
    return new ProviderNotice(
        body,
        provider.getString("platformPublicKeyId"),
        timestamp,
        NONCE,
        Base64.getEncoder().encodeToString(signature.sign()));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new PKCS8EncodedKeySpec(
                Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
  }

  /** The same notice with other words, under the signature of the first. */
  ProviderNotice saying(String otherBody) {
    return new ProviderNotice(otherBody, serial, timestamp, nonce, proof);
  }

  /** A request that carries the provider's proof. */
  HttpRequest.Builder sign(HttpRequest.Builder request) {
    return request
        .header("Wechatpay-Serial", serial)
        .header("Wechatpay-Timestamp", timestamp)
        .header("Wechatpay-Nonce", nonce)
        .header("Wechatpay-Signature", proof);
  }

  Reply sendTo(String configurationId) {
    Client nobody = Client.nobody();
    return nobody.send(
        sign(nobody.request("/channels/wechat-pay/notifications/" + configurationId))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }
}
