package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is signed: lines that each end with a line feed, the last one too. */
final class CanonicalText {
  private CanonicalText() {}

  /**
   * A request of ours.
   *
   * @param target path and query as sent; host and scheme are not signed
   * @param seconds since 1970
   * @param body exactly what is sent; empty if there is none
   */
  static byte[] request(String method, String target, String seconds, String nonce, Bytes body) {
    return lines(Bytes.array(body), method, target, seconds, nonce);
  }

  /** An answer or a notice of the provider's. */
  static byte[] message(String seconds, String nonce, Bytes body) {
    return lines(Bytes.array(body), seconds, nonce);
  }

  /**
   * What the merchant's page or app hands to the provider's.
   *
   * @param prepay {@code prepay_id=…} for JSAPI, the bare number for APP
   */
  static byte[] invocation(String appId, String seconds, String nonce, String prepay) {
    return lines(prepay.getBytes(StandardCharsets.UTF_8), appId, seconds, nonce);
  }

  private static byte[] lines(byte[] last, String... first) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String line : first) {
      text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      text.write('\n');
    }
    text.writeBytes(last);
    text.write('\n');
    return text.toByteArray();
  }
}
