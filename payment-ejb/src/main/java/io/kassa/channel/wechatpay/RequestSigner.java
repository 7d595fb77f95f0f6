package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/** Signs for the merchant: requests to the provider, and what a page or an app hands over. */
final class RequestSigner {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 16;

  private final Clock clock;

  RequestSigner(Clock clock) {
    this.clock = clock;
  }

  /**
   * The header {@code Authorization} of one request.
   *
   * @param target path and query
   */
  String authorization(Account account, String method, String target, Bytes body) {
    String seconds = seconds();
    String nonce = nonce();
    String signature =
        Rsa.sign(account.privateKey(), CanonicalText.request(method, target, seconds, nonce, body));
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%s\",serial_no=\"%s\",signature=\"%s\""
        .formatted(account.mchid(), nonce, seconds, account.serial(), signature);
  }

  String seconds() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  /** 32 hexadecimal digits, as many as the provider takes. */
  static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
