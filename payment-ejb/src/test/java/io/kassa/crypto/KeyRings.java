package io.kassa.crypto;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Key rings for tests, of keys that anybody can compute again. */
public final class KeyRings {
  private KeyRings() {}

  /** A ring with these versions of every purpose. */
  public static KeyRing of(int... versions) {
    return KeyRing.of(
        Map.of(
            KeyPurpose.PAYMENT_KEY, keys(v -> filled(0x10 + v), versions),
            KeyPurpose.CONFIRMATION, keys(v -> filled(0x40 + v), versions),
            KeyPurpose.PERSONAL_DATA, keys(v -> filled(0x70 + v), versions),
            KeyPurpose.CREDENTIAL, keys(v -> filled(0xa0 + v), versions)));
  }

  /** A ring with this one key. */
  public static KeyRing of(KeyPurpose purpose, int version, byte[] secret) {
    return KeyRing.of(Map.of(purpose, Map.of(version, secret)));
  }

  /** The bytes 0, 1, 2 … 31. */
  public static byte[] countingKey() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  static byte[] filled(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }

  private static Map<Integer, byte[]> keys(IntFunction<byte[]> key, int... versions) {
    Map<Integer, byte[]> keys = new TreeMap<>();
    IntStream.of(versions).forEach(v -> keys.put(v, key.apply(v)));
    return keys;
  }
}
