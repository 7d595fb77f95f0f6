package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Numbers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The four headers with which WeChat Pay signs a reply or a callback. */
final class Signed {

  static final String SERIAL = "Wechatpay-Serial";
  static final String SIGNATURE = "Wechatpay-Signature";

  /** How a probe for clients that don't verify begins. */
  static final String PROBE = "WECHATPAY/SIGNTEST/";

  private static final int NONCE_LENGTH = 32;

  private Signed() {}

  static Map<String, String> headers(PlatformKeys.Signer signer, Instant now, String body) {
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = Numbers.nonce(NONCE_LENGTH);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Wechatpay-Timestamp", timestamp);
    headers.put("Wechatpay-Nonce", nonce);
    headers.put(SIGNATURE, signer.sign(timestamp + "\n" + nonce + "\n" + body + "\n"));
    headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
    headers.put(SERIAL, signer.serial());
    return headers;
  }
}
