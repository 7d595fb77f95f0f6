package io.kassa.channel.alipay;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Looks whether the provider signed a text. */
final class SignatureCheck {

  /** What was found. */
  enum Verdict {
    BELIEVED("believed"),
    UNSIGNED("unsigned"),
    CERTIFICATE_UNKNOWN("certificate-unknown"),
    CERTIFICATE_EXPIRED("certificate-expired"),
    SIGNATURE_WRONG("signature-wrong");

    private final String reason;

    Verdict(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final Clock clock;

  SignatureCheck(Clock clock) {
    this.clock = clock;
  }

  /**
   * Looks at one message.
   *
   * @param sign Base64; null if there is none
   * @param number of the provider's certificate; null if the message names none
   */
  Verdict look(ProviderKeys keys, String text, String sign, String number) {
    if (sign == null || sign.isEmpty()) {
      return Verdict.UNSIGNED;
    }
    if (keys.lack(number)) {
      return Verdict.CERTIFICATE_UNKNOWN;
    }
    Instant now = clock.instant();
    List<PublicKey> candidates = keys.candidates(number, now);
    if (candidates.isEmpty()) {
      return Verdict.CERTIFICATE_EXPIRED;
    }
    return candidates.stream().anyMatch(key -> Rsa.verifies(key, text, sign))
        ? Verdict.BELIEVED
        : Verdict.SIGNATURE_WRONG;
  }
}
