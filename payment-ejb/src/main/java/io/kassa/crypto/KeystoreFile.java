package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/** The PKCS12 file that holds the keys, as the JDK's keytool writes it. */
final class KeystoreFile {
  /** At most five digits, so that no version overflows an int before its bound is checked. */
  private static final Pattern ALIAS = Pattern.compile("([a-z-]+)-([1-9][0-9]{0,4})");

  private final Path path;

  KeystoreFile(Path path) {
    this.path = requireNonNull(path, "pkcs12");
  }

  /**
   * The key bytes by purpose and version.
   *
   * @throws IllegalStateException as {@link KeyRing#open} says
   */
  Map<KeyPurpose, Map<Integer, byte[]>> read(char[] password) {
    // without a password the JDK would open the file unchecked
    requireNonNull(password, "password");
    KeyStore keystore = load(password);
    Map<KeyPurpose, Map<Integer, byte[]>> secrets = new EnumMap<>(KeyPurpose.class);
    try {
      for (String alias : Collections.list(keystore.aliases())) {
        Matcher matcher = ALIAS.matcher(alias);
        KeyPurpose purpose = matcher.matches() ? purposeOf(matcher.group(1)) : null;
        int version = purpose == null ? 0 : Integer.parseInt(matcher.group(2));
        if (purpose == null || version > KeyRing.MAX_VERSION) {
          throw refused(alias, "is not an alias of Kassa: payment-key-1, confirmation-1, …", null);
        }
        secrets
            .computeIfAbsent(purpose, p -> new TreeMap<>())
            .put(version, secretOf(keystore, alias, purpose, password));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keystore " + path + " cannot be listed", e);
    }
    return secrets;
  }

  private KeyStore load(char[] password) {
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore keystore = KeyStore.getInstance("PKCS12");
      keystore.load(in, password);
      return keystore;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "keystore "
              + path
              + " cannot be opened: missing, unreadable, not PKCS12, or wrong password",
          e);
    }
  }

  private static KeyPurpose purposeOf(String prefix) {
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (purpose.aliasPrefix().equals(prefix)) {
        return purpose;
      }
    }
    return null;
  }

  private byte[] secretOf(KeyStore keystore, String alias, KeyPurpose purpose, char[] password) {
    Key key;
    Certificate certificate;
    try {
      key = keystore.getKey(alias, password);
      certificate = keystore.getCertificate(alias);
    } catch (GeneralSecurityException e) {
      throw refused(alias, "cannot be opened with the keystore's password", e);
    }
    return switch (purpose) {
      case PAYMENT_KEY -> secretBytes(alias, key, "HMAC", Integer.MAX_VALUE);
      case PERSONAL_DATA, CREDENTIAL -> secretBytes(alias, key, "AES", Envelope.KEY_BYTES);
      case CONFIRMATION -> ed25519Seed(alias, key, certificate);
    };
  }

  private byte[] secretBytes(String alias, Key key, String kind, int maxBytes) {
    boolean ofKind =
        key instanceof SecretKey
            && key.getAlgorithm().regionMatches(true, 0, kind, 0, kind.length());
    if (!ofKind) {
      throw refused(alias, "is not a secret key for " + kind, null);
    }
    byte[] bytes = key.getEncoded();
    if (bytes.length < KeyRing.MIN_SECRET_BYTES || bytes.length > maxBytes) {
      throw refused(alias, "has " + bytes.length * Byte.SIZE + " bits, but 256 are needed", null);
    }
    return bytes;
  }

  private byte[] ed25519Seed(String alias, Key key, Certificate certificate) {
    byte[] seed =
        key instanceof EdECPrivateKey ed && "Ed25519".equals(ed.getParams().getName())
            ? ed.getBytes().orElse(null)
            : null;
    if (seed == null) {
      throw refused(alias, "is not an Ed25519 key pair", null);
    }
    // the raw public key ends its X.509 form (RFC 8410); a foreign one would be published
    byte[] x509 = certificate.getPublicKey().getEncoded();
    byte[] x = new SigningKey(1, seed).publicKey().x();
    byte[] published = Arrays.copyOfRange(x509, Math.max(0, x509.length - x.length), x509.length);
    if (!Arrays.equals(x, published)) {
      throw refused(alias, "has a certificate of another key", null);
    }
    return seed;
  }

  private IllegalStateException refused(String alias, String why, Exception cause) {
    return new IllegalStateException("keystore " + path + ": entry " + alias + " " + why, cause);
  }
}
