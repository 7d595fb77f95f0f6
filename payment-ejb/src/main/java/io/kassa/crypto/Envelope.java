package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what nobody may read in the database: AES-256-GCM (NIST SP 800-38D) with the keys of one
 * purpose.
 *
 * <p>Layout: format version 1 (1 byte), key version (2 bytes), nonce (12 bytes), ciphertext and tag
 * (as long as the plain text, and 16 bytes). The context is authenticated and not stored: it says
 * where the value stands, so that a value copied to another row or column does not open.
 *
 * <p>The nonce is random. One key may therefore seal at most 2<sup>32</sup> values (section 8.3);
 * at 100 values a second that is more than a year, and a rotation starts anew.
 *
 * <p>Safe for use by many threads.
 */
public final class Envelope {
  /** What a sealed value has more than the plain one, in bytes. */
  public static final int OVERHEAD_BYTES = 1 + 2 + 12 + 16;

  static final int KEY_BYTES = 32;

  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + 2 + NONCE_BYTES;

  private final Supplier<KeyRing> keyRing;
  private final KeyPurpose purpose;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keyRing gives the ring that is current at each call, never null
   * @param purpose whose keys seal and open: one with AES keys
   * @throws IllegalArgumentException if the purpose has keys of another kind
   */
  public Envelope(Supplier<KeyRing> keyRing, KeyPurpose purpose) {
    this.keyRing = requireNonNull(keyRing, "keyRing");
    this.purpose = requireSealing(purpose);
  }

  /**
   * The context of one column of one row.
   *
   * @param table the table's name, without NUL
   * @param column the column's name, without NUL
   * @param rowId the row's id
   */
  public static byte[] context(String table, String column, UUID rowId) {
    return context(table, column, rowId.toString());
  }

  /**
   * The context of one column of one row whose id is a text.
   *
   * @param table the table's name, without NUL
   * @param column the column's name, without NUL
   * @param rowId the row's id
   */
  public static byte[] context(String table, String column, String rowId) {
    return (table + '\0' + column + '\0' + rowId).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Seals with the active key.
   *
   * @param plain the value, may be empty, never null
   * @param context where the value stands; the same bytes open it again; not empty
   * @return {@link #OVERHEAD_BYTES} more bytes than the value; another result on every call
   * @throws IllegalArgumentException if the context is empty
   * @throws IllegalStateException if the ring has no key of this purpose
   */
  public byte[] seal(byte[] plain, byte[] context) {
    requireNonNull(plain, "plain");
    requireContext(context);
    KeyRing ring = keyRing.get();
    int version = ring.active(purpose);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(ring, version), nonce, context);
      ByteBuffer sealed = ByteBuffer.allocate(OVERHEAD_BYTES + plain.length);
      sealed.put(FORMAT).putShort((short) version).put(nonce);
      cipher.doFinal(ByteBuffer.wrap(plain), sealed);
      return sealed.array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(purpose + " cannot be sealed", e);
    }
  }

  /**
   * Opens what was sealed in the same context, with any key of the ring.
   *
   * @param sealed what {@link #seal} gave, never null
   * @param context the context it was sealed in, not empty
   * @return the value, never null
   * @throws IllegalArgumentException if the context is empty
   * @throws IllegalStateException if the format or the key version is unknown, or if value, context
   *     or key are not those it was sealed with; the message holds no data
   */
  public byte[] open(byte[] sealed, byte[] context) {
    requireNonNull(sealed, "sealed");
    requireContext(context);
    if (sealed.length < OVERHEAD_BYTES || sealed[0] != FORMAT) {
      throw new IllegalStateException("sealed data of an unknown format");
    }
    int version = Short.toUnsignedInt(ByteBuffer.wrap(sealed).getShort(1));
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, HEADER_BYTES - NONCE_BYTES, nonce, 0, NONCE_BYTES);
    SecretKeySpec key = key(keyRing.get(), version);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
          .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed data is damaged or stands in another place", e);
    }
  }

  private SecretKeySpec key(KeyRing ring, int version) {
    return ring.secret(purpose, version)
        .map(bytes -> new SecretKeySpec(bytes, "AES"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no key " + purpose.aliasPrefix() + "-" + version + " in the keystore"));
  }

  private static KeyPurpose requireSealing(KeyPurpose purpose) {
    return switch (purpose) {
      case PERSONAL_DATA, CREDENTIAL -> purpose;
      case PAYMENT_KEY, CONFIRMATION ->
          throw new IllegalArgumentException(purpose + " has no keys that seal");
    };
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  private static void requireContext(byte[] context) {
    if (context.length == 0) {
      throw new IllegalArgumentException("sealed data needs a context");
    }
  }
}
