package io.kassa.payment.control;

import static java.util.Objects.requireNonNull;

import io.kassa.crypto.Base64Url;
import io.kassa.crypto.KeyRing;
import io.kassa.payment.entity.PaymentKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;

/**
 * Writes and reads payment keys. A payment key is a capability: whoever holds the text may confirm
 * that one payment. It is made from what the payment stores and never stored itself, so the same
 * payment always gives the same text.
 *
 * <p>The text is {@code pk_} and 100 characters of Base64 (URL alphabet, no padding) of 75 bytes:
 * format version 1 (1 byte), master-key version (2), merchant id (16), payment id (16), expiry in
 * seconds since 1970 (8), big-endian each, and HMAC-SHA-256 (32) over the ASCII label {@code kassa
 * payment key v1}, a NUL and the 43 bytes before.
 *
 * <p>Nothing here looks at a clock. A key that verifies is authentic, not alive: whether it may
 * still confirm ({@link PaymentKey#expiresAt}) is decided by the database's clock in the claim,
 * whether it may still read ({@link PaymentKey#readableUntil}) by the caller.
 *
 * <p>Safe for use by many threads.
 */
public final class PaymentKeys {
  /** How every payment key starts, so that a leaked one is found by a search. */
  public static final String PREFIX = "pk_";

  /** The length of every payment key in characters. */
  public static final int LENGTH = PREFIX.length() + 100;

  private static final byte[] LABEL = "kassa payment key v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte FORMAT = 1;
  private static final int BODY_BYTES = 1 + 2 + 16 + 16 + 8;
  private static final int MAC_BYTES = 32;

  private final Supplier<KeyRing> keyRing;

  /**
   * @param keyRing gives the ring that is current at each call, never null
   */
  public PaymentKeys(Supplier<KeyRing> keyRing) {
    this.keyRing = requireNonNull(keyRing, "keyRing");
  }

  /**
   * The text of a payment key. A new payment takes the active version; a payment created before a
   * rotation keeps the version it stores, and so its text.
   *
   * @param key never null
   * @return {@link #LENGTH} characters; the same for the same key
   * @throws IllegalStateException if the ring has no master key of this version
   */
  public String issue(PaymentKey key) {
    Mac mac =
        keyRing
            .get()
            .paymentKeyMac(key.masterKeyVersion())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no key payment-key-" + key.masterKeyVersion() + " in the keystore"));
    ByteBuffer bytes = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES);
    bytes.put(FORMAT).putShort((short) key.masterKeyVersion());
    putUuid(bytes, key.merchantId());
    putUuid(bytes, key.paymentId());
    bytes.putLong(key.expiresAt().getEpochSecond());
    bytes.put(macOf(mac, bytes.array()));
    return PREFIX + Base64Url.encode(bytes.array());
  }

  /**
   * What an authentic payment key says. Anything else, from null to a key of a retired version, is
   * empty and never an exception; which check failed is not told. Costs no database work.
   *
   * @param text anything, null too
   * @return the key's content if Kassa made this text; says nothing of time
   */
  public Optional<PaymentKey> verify(String text) {
    if (text == null || text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Base64Url.decode(text.substring(PREFIX.length())).flatMap(this::authentic);
  }

  private Optional<PaymentKey> authentic(byte[] bytes) {
    ByteBuffer body = ByteBuffer.wrap(bytes);
    if (body.get() != FORMAT) {
      return Optional.empty();
    }
    int masterKeyVersion = Short.toUnsignedInt(body.getShort());
    return keyRing
        .get()
        .paymentKeyMac(masterKeyVersion)
        .filter(mac -> MessageDigest.isEqual(macOf(mac, bytes), macIn(bytes)))
        .map(mac -> new PaymentKey(masterKeyVersion, uuid(body), uuid(body), instant(body)));
  }

  private static byte[] macOf(Mac mac, byte[] bytes) {
    mac.update(LABEL);
    mac.update(bytes, 0, BODY_BYTES);
    return mac.doFinal();
  }

  private static byte[] macIn(byte[] bytes) {
    return Arrays.copyOfRange(bytes, BODY_BYTES, BODY_BYTES + MAC_BYTES);
  }

  private static void putUuid(ByteBuffer bytes, UUID id) {
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** In bounds, since only the bytes of a {@link PaymentKey} ever get a MAC. */
  private static Instant instant(ByteBuffer bytes) {
    return Instant.ofEpochSecond(bytes.getLong());
  }
}
