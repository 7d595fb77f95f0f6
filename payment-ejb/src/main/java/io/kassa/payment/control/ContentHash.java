package io.kassa.payment.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over fields in a fixed order. Each field is written with its length, so that no two
 * different contents run into the same bytes; a missing field differs from an empty one.
 */
public final class ContentHash {
  private static final int ABSENT = -1;

  private final MessageDigest digest;

  public ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Adds a field; null is an absent one. */
  public ContentHash add(Object field) {
    if (field == null) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(ABSENT).flip());
      return this;
    }
    byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /** The 32 bytes; the hash cannot be used again. */
  public byte[] bytes() {
    return digest.digest();
  }
}
