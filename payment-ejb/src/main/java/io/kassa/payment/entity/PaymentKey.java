package io.kassa.payment.entity;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a payment key says: which payment it may confirm, and until when. It holds no secret; the
 * text that the phone gets adds the MAC.
 *
 * @param masterKeyVersion the version of the key that makes the MAC, 1 to 65 535
 * @param merchantId the merchant whose payment it is, never null
 * @param paymentId the payment, never null
 * @param expiresAt until when the key confirms, in whole seconds from 1970 to the year 9999, never
 *     null
 */
public record PaymentKey(int masterKeyVersion, UUID merchantId, UUID paymentId, Instant expiresAt) {
  /** How long a key still reads its payment after it can no longer confirm it. */
  public static final Duration READABLE_AFTER_EXPIRY = Duration.ofDays(30);

  /** The first second of the year 10000, which RFC 3339 cannot write. */
  public static final long EXPIRY_BOUND_EPOCH_SECONDS = 253_402_300_800L;

  private static final int MAX_MASTER_KEY_VERSION = 65_535;

  /**
   * @throws IllegalArgumentException if the version is out of bounds or the expiry is not a whole
   *     second within them
   */
  public PaymentKey {
    requireNonNull(merchantId, "merchantId");
    requireNonNull(paymentId, "paymentId");
    if (masterKeyVersion < 1 || masterKeyVersion > MAX_MASTER_KEY_VERSION) {
      throw new IllegalArgumentException("a key version is 1 to " + MAX_MASTER_KEY_VERSION);
    }
    long seconds = expiresAt.getEpochSecond();
    if (expiresAt.getNano() != 0 || seconds < 0 || seconds >= EXPIRY_BOUND_EPOCH_SECONDS) {
      throw new IllegalArgumentException("a payment key expires on a whole second of 1970 to 9999");
    }
  }

  /** Until when the key reads its payment: 30 days after it confirms no more. */
  public Instant readableUntil() {
    return expiresAt.plus(READABLE_AFTER_EXPIRY);
  }
}
