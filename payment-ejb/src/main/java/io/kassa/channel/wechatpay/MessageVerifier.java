package io.kassa.channel.wechatpay;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a message is the provider's own, and of now. */
final class MessageVerifier {
  /** The provider asks to refuse what is older; ahead of us it may be by as much. */
  static final Duration OLDEST = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** What the provider's own trials carry: a signature that must be found wrong. */
  private static final String PROBE = "WECHATPAY/SIGNTEST/";

  /** What a look at a message gave; the cheap reasons come first. */
  enum Verdict {
    BELIEVED,
    UNSIGNED,
    STALE,
    SIGNATURE_PROBE,
    SERIAL_UNKNOWN,
    SIGNATURE_WRONG;

    /** Kebab-case, for outcomes and logs. */
    String reason() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Clock clock;

  MessageVerifier(Clock clock) {
    this.clock = clock;
  }

  Verdict look(SignedMessage message, PlatformKeys keys) {
    if (message.seconds() == null
        || message.nonce() == null
        || message.serial() == null
        || message.signature() == null) {
      return Verdict.UNSIGNED;
    }
    Instant now = clock.instant();
    if (!isOfNow(message.seconds(), now)) {
      return Verdict.STALE;
    }
    if (message.signature().startsWith(PROBE)) {
      return Verdict.SIGNATURE_PROBE;
    }
    Optional<PublicKey> key = keys.find(message.serial(), now);
    if (key.isEmpty()) {
      return Verdict.SERIAL_UNKNOWN;
    }
    return holds(message, key.get()) ? Verdict.BELIEVED : Verdict.SIGNATURE_WRONG;
  }

  /** Whether this key made the signature, whatever the age. */
  static boolean holds(SignedMessage message, PublicKey key) {
    byte[] text = CanonicalText.message(message.seconds(), message.nonce(), message.body());
    return Rsa.verifies(key, text, message.signature());
  }

  boolean isOfNow(SignedMessage message) {
    return message.seconds() != null && isOfNow(message.seconds(), clock.instant());
  }

  private static boolean isOfNow(String seconds, Instant now) {
    if (!SECONDS.matcher(seconds).matches()) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
    return Duration.between(at, now).abs().compareTo(OLDEST) <= 0;
  }
}
