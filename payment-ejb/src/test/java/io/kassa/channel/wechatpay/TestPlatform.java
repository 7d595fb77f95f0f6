package io.kassa.channel.wechatpay;

import io.kassa.channel.NoticeRequest;
import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The provider's side, written from its documents with the JDK alone: it shares no code with what
 * it tests.
 */
final class TestPlatform {
  static final String API_V3_KEY = "0123456789abcdefghijklmnopqrstuv";
  static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0116000000000000000000000001";
  static final String MCHID = "1900007291";
  static final String APP_ID = "wxd678efh567hg6787";
  static final String MERCHANT_SERIAL = "5157F09EFDC096DE15EBE81A47057A7200000001";

  static final KeyPair MERCHANT = TestCertificates.keyPair();
  static final KeyPair PUBLIC_KEY = TestCertificates.keyPair();
  static final KeyPair FIRST = TestCertificates.keyPair();
  static final KeyPair SECOND = TestCertificates.keyPair();
  static final String FIRST_SERIAL = "7A1B2C3D4E5F60718293A4B5C6D7E8F900000001";
  static final String SECOND_SERIAL = "7A1B2C3D4E5F60718293A4B5C6D7E8F900000002";

  /** A certificate costs a signature, so each is made once. */
  private static final Map<List<Object>, String> CERTIFICATES = new ConcurrentHashMap<>();

  private TestPlatform() {}

  /** Whose signature and under which name. */
  record Seal(String serial, PrivateKey key) {
    static Seal publicKey() {
      return new Seal(PUBLIC_KEY_ID, PUBLIC_KEY.getPrivate());
    }

    static Seal first() {
      return new Seal(FIRST_SERIAL, FIRST.getPrivate());
    }

    static Seal second() {
      return new Seal(SECOND_SERIAL, SECOND.getPrivate());
    }
  }

  /** The four headers of a signed answer or notice. */
  static Map<String, String> headers(Seal seal, Instant at, byte[] body) {
    String seconds = Long.toString(at.getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    Map<String, String> headers = new HashMap<>();
    headers.put("Wechatpay-Timestamp", seconds);
    headers.put("Wechatpay-Nonce", nonce);
    headers.put("Wechatpay-Serial", seal.serial());
    headers.put("Wechatpay-Signature", signature(seal.key(), seconds, nonce, body));
    return headers;
  }

  static String signature(PrivateKey key, String seconds, String nonce, byte[] body) {
    String text = seconds + "\n" + nonce + "\n" + new String(body, StandardCharsets.UTF_8) + "\n";
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

  /** The members of an encrypted resource, as JSON. */
  static String sealed(String associated, String content) {
    String nonce = UUID.randomUUID().toString().substring(0, 12);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(API_V3_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.US_ASCII)));
      cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = cipher.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return """
          {"algorithm":"AEAD_AES_256_GCM","original_type":"x","ciphertext":"%s",\
          "associated_data":"%s","nonce":"%s"}"""
          .formatted(Base64.getEncoder().encodeToString(bytes), associated, nonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A notice's body. */
  static String envelope(String type, String content) {
    return """
        {"id":"EV-2018022511223320873","create_time":"2026-06-01T20:00:00+08:00",\
        "resource_type":"encrypt-resource","event_type":"%s","summary":"s","resource":%s}"""
        .formatted(type, sealed("transaction", content));
  }

  static NoticeRequest notice(Seal seal, Instant at, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return request(headers(seal, at, bytes), bytes);
  }

  static NoticeRequest request(Map<String, String> headers, byte[] body) {
    Map<String, String> lower = new HashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new NoticeRequest(lower, "application/json", Bytes.of(body));
  }

  /** What the provider answers to a question about its certificates. */
  static String certificates(List<String> serials, Instant from, Instant until) {
    StringBuilder entries = new StringBuilder();
    for (String serial : serials) {
      KeyPair pair = serial.equals(FIRST_SERIAL) ? FIRST : SECOND;
      String pem =
          CERTIFICATES.computeIfAbsent(
              List.of(serial, from, until),
              unmade ->
                  TestCertificates.pem(TestCertificates.certificate(pair, serial, from, until)));
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append(
              """
              {"serial_no":"%s","effective_time":"%s","expire_time":"%s",\
              "encrypt_certificate":%s}"""
                  .formatted(serial, from, until, sealed("certificate", pem)));
    }
    return "{\"data\":[" + entries + "]}";
  }
}
