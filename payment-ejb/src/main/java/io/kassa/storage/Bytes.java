package io.kassa.storage;

import java.util.Arrays;

/** Bytes as a value: copied in and out, compared by content, never printed. */
public final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes; null stays null. */
  public static Bytes of(byte[] bytes) {
    return bytes == null ? null : new Bytes(bytes.clone());
  }

  /** A copy of the bytes; null stays null. */
  public static byte[] array(Bytes bytes) {
    return bytes == null ? null : bytes.bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Bytes[" + bytes.length + "]";
  }
}
