package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All keys of this node, of all purposes and versions, and which version of each is active.
 *
 * <p>Every version in the ring verifies and decrypts; only the active one signs and encrypts what
 * is new. A version becomes active by being named in {@link #withActive}, after it is in the
 * keystore of every node. While nothing is named for a purpose its <em>lowest</em> version is
 * active, so that a node that has read a keystore with one more key does not sign with what the
 * other nodes do not know yet.
 *
 * <p>Immutable and safe for use by many threads; a rotation makes a new ring. Key bytes are neither
 * printed nor handed out of this package.
 */
public final class KeyRing {
  /** The highest version of a key: two bytes hold it in payment keys and sealed data. */
  public static final int MAX_VERSION = 65_535;

  /** The shortest secret that is taken, in bytes: 256 bits. */
  static final int MIN_SECRET_BYTES = 32;

  private static final String HMAC = "HmacSHA256";

  private final Map<KeyPurpose, NavigableMap<Integer, byte[]>> secrets;
  private final Map<KeyPurpose, Integer> active;
  private final Map<Integer, Mac> macs;
  private final NavigableMap<Integer, SigningKey> signingKeys;

  private KeyRing(
      Map<KeyPurpose, NavigableMap<Integer, byte[]>> secrets, Map<KeyPurpose, Integer> active) {
    this.secrets = secrets;
    this.active = active;
    this.macs = new TreeMap<>();
    versions(secrets, KeyPurpose.PAYMENT_KEY).forEach((v, secret) -> macs.put(v, newMac(secret)));
    this.signingKeys = new TreeMap<>();
    versions(secrets, KeyPurpose.CONFIRMATION)
        .forEach((v, seed) -> signingKeys.put(v, new SigningKey(v, seed)));
  }

  /** The same keys with other active versions; what was derived from the keys is taken over. */
  private KeyRing(KeyRing ring, Map<KeyPurpose, Integer> active) {
    this.secrets = ring.secrets;
    this.macs = ring.macs;
    this.signingKeys = ring.signingKeys;
    this.active = active;
  }

  /**
   * Reads a PKCS12 keystore as the JDK's {@code keytool} writes it. Each alias is a purpose's
   * prefix, a hyphen and a version from 1 to {@value #MAX_VERSION} without leading zeros:
   *
   * <pre>
   * keytool -genseckey  -alias payment-key-1   -keyalg HmacSHA256 -keysize 256 …
   * keytool -genkeypair -alias confirmation-1  -keyalg Ed25519 -dname CN=kassa …
   * keytool -genseckey  -alias personal-data-1 -keyalg AES -keysize 256 …
   * keytool -genseckey  -alias credential-1    -keyalg AES -keysize 256 …
   * </pre>
   *
   * <p>The certificate beside an Ed25519 key is only keytool's way to hold the public half: its
   * name and its dates do not matter. A purpose without any key is not refused here, since a tool
   * may need only one of them; {@link #active} says so.
   *
   * @param pkcs12 the keystore file, never null
   * @param password of the keystore and of each key in it, never null; not kept, the caller wipes
   *     it
   * @return the ring with the lowest version of each purpose active
   * @throws IllegalStateException if the file cannot be read or opened, or if it holds an alias
   *     that is not a key of Kassa, a key of the wrong kind or one shorter than 256 bits. The
   *     message names file and alias, no secret
   */
  public static KeyRing open(Path pkcs12, char[] password) {
    return of(new KeystoreFile(pkcs12).read(password));
  }

  /**
   * A ring of these keys.
   *
   * @param secrets by purpose and version: HMAC secrets of 32 bytes or more, Ed25519 seeds of 32,
   *     AES keys of 32
   */
  static KeyRing of(Map<KeyPurpose, ? extends Map<Integer, byte[]>> secrets) {
    Map<KeyPurpose, NavigableMap<Integer, byte[]>> copy = new EnumMap<>(KeyPurpose.class);
    Map<KeyPurpose, Integer> lowest = new EnumMap<>(KeyPurpose.class);
    secrets.forEach(
        (purpose, versions) ->
            versions.forEach(
                (version, secret) -> {
                  requireVersion(version);
                  requireLength(purpose, secret);
                  copy.computeIfAbsent(purpose, p -> new TreeMap<>()).put(version, secret.clone());
                }));
    copy.forEach((purpose, versions) -> lowest.put(purpose, versions.firstKey()));
    return new KeyRing(copy, lowest);
  }

  /**
   * The versions of this purpose that are in the ring, ascending.
   *
   * @return unmodifiable, empty if there is none; never null
   */
  public SortedSet<Integer> versions(KeyPurpose purpose) {
    return Collections.unmodifiableSortedSet(
        new TreeSet<>(versions(secrets, requireNonNull(purpose, "purpose")).keySet()));
  }

  /**
   * The same keys with these versions active; a purpose that is not named keeps its active version.
   *
   * @param named version by purpose, never null
   * @throws IllegalArgumentException if a named version is not in the ring: this node must not go
   *     on, or it would sign with another key than the others
   */
  public KeyRing withActive(Map<KeyPurpose, Integer> named) {
    Map<KeyPurpose, Integer> next = new EnumMap<>(KeyPurpose.class);
    next.putAll(active);
    named.forEach(
        (purpose, version) -> {
          if (!versions(secrets, purpose).containsKey(version)) {
            throw new IllegalArgumentException(
                "no key " + purpose.aliasPrefix() + "-" + version + " in the keystore");
          }
          next.put(purpose, version);
        });
    return new KeyRing(this, next);
  }

  /** Every key of the ring. */
  Set<KeyId> keys() {
    Set<KeyId> keys = new LinkedHashSet<>();
    secrets.forEach(
        (purpose, versions) -> versions.keySet().forEach(v -> keys.add(new KeyId(purpose, v))));
    return keys;
  }

  /** The keys that the other ring lacks, or has with other bytes under the same name. */
  Set<KeyId> lostIn(KeyRing other) {
    Set<KeyId> lost = keys();
    lost.removeIf(
        key -> {
          byte[] there = versions(other.secrets, key.purpose()).get(key.version());
          return there != null
              && MessageDigest.isEqual(there, secrets.get(key.purpose()).get(key.version()));
        });
    return lost;
  }

  /**
   * The version that signs or encrypts what is new.
   *
   * @return 1 to {@link #MAX_VERSION}
   * @throws IllegalStateException if the ring holds no key of this purpose
   */
  public int active(KeyPurpose purpose) {
    Integer version = active.get(requireNonNull(purpose, "purpose"));
    if (version == null) {
      throw new IllegalStateException("no key " + purpose.aliasPrefix() + " in the keystore");
    }
    return version;
  }

  /**
   * HMAC-SHA-256 with the {@link KeyPurpose#PAYMENT_KEY} of this version, ready to be fed. A new
   * instance on every call, for one thread; it costs a copy of its state, not a look-up of a
   * provider.
   *
   * @return empty if the ring has no such version
   */
  public Optional<Mac> paymentKeyMac(int version) {
    Mac prototype = macs.get(version);
    if (prototype == null) {
      return Optional.empty();
    }
    try {
      return Optional.of((Mac) prototype.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(HMAC + " of this JDK cannot be copied", e);
    }
  }

  /** The bytes of a key, a copy; empty if the ring has no such version. */
  Optional<byte[]> secret(KeyPurpose purpose, int version) {
    return Optional.ofNullable(versions(secrets, purpose).get(version)).map(byte[]::clone);
  }

  /** The signing keys of confirmations by version, ascending; unmodifiable. */
  NavigableMap<Integer, SigningKey> signingKeys() {
    return Collections.unmodifiableNavigableMap(signingKeys);
  }

  /** Which versions there are and which is active, never a key. */
  @Override
  public String toString() {
    return secrets.entrySet().stream()
        .map(
            e ->
                e.getKey().aliasPrefix()
                    + " "
                    + e.getValue().keySet()
                    + " active "
                    + active.get(e.getKey()))
        .collect(Collectors.joining("; ", "KeyRing[", "]"));
  }

  static int requireVersion(int version) {
    if (version < 1 || version > MAX_VERSION) {
      throw new IllegalArgumentException("a key version is 1 to " + MAX_VERSION);
    }
    return version;
  }

  private static void requireLength(KeyPurpose purpose, byte[] secret) {
    boolean fits =
        switch (purpose) {
          case PAYMENT_KEY -> secret.length >= MIN_SECRET_BYTES;
          case CONFIRMATION -> secret.length == SigningKey.SEED_BYTES;
          case PERSONAL_DATA, CREDENTIAL -> secret.length == Envelope.KEY_BYTES;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "a key of " + secret.length * Byte.SIZE + " bits, but 256 are needed");
    }
  }

  private static NavigableMap<Integer, byte[]> versions(
      Map<KeyPurpose, NavigableMap<Integer, byte[]>> secrets, KeyPurpose purpose) {
    return secrets.getOrDefault(purpose, Collections.emptyNavigableMap());
  }

  private static Mac newMac(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is missing in this JDK", e);
    }
  }
}
