package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import java.util.function.UnaryOperator;

/**
 * An answer or a notice with what claims to be its signature. Each part but the body may be null.
 */
record SignedMessage(String seconds, String nonce, String serial, String signature, Bytes body) {

  /**
   * Takes the parts out of headers.
   *
   * @param header gives a header's value, or null
   */
  static SignedMessage of(UnaryOperator<String> header, Bytes body) {
    return new SignedMessage(
        header.apply("Wechatpay-Timestamp"),
        header.apply("Wechatpay-Nonce"),
        header.apply("Wechatpay-Serial"),
        header.apply("Wechatpay-Signature"),
        body);
  }
}
