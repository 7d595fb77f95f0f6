package io.kassa.channel.alipay;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * RSA keys and certificates as the provider's tool and open platform hand them out: keys in PEM
 * (RFC 7468) or as bare Base64, certificates as a file of one or several.
 */
final class Pem {
  /** What RSA2 asks for; anything shorter is no key of it. */
  private static final int LEAST_BITS = 2048;

  /** More are no certificate file. */
  private static final int MOST_CERTIFICATES = 16;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9+/=\\s]+");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  /** All of RSA's signature algorithms are below this. */
  private static final String RSA_ARC = "1.2.840.113549.1.1.";

  private static final int PARTS = 3;

  private Pem() {}

  /** A PKCS#8 private key, neither encrypted nor of the older PKCS#1 form; empty for others. */
  static Optional<PrivateKey> privateKey(String text) {
    return key(text, "PRIVATE KEY")
        .flatMap(
            bytes -> {
              try {
                return strong(rsa().generatePrivate(new PKCS8EncodedKeySpec(bytes)));
              } catch (GeneralSecurityException notOne) {
                return Optional.empty();
              }
            });
  }

  /** An X.509 public key; empty for others. */
  static Optional<PublicKey> publicKey(String text) {
    return key(text, "PUBLIC KEY")
        .flatMap(
            bytes -> {
              try {
                return strong(rsa().generatePublic(new X509EncodedKeySpec(bytes)));
              } catch (GeneralSecurityException notOne) {
                return Optional.empty();
              }
            });
  }

  /**
   * The certificates of a file that were signed with RSA, in its order. The provider's file of
   * roots also holds others, some on a curve that the JDK does not know; they are left out.
   *
   * @return empty if there is none, or one that does not parse
   */
  static Optional<List<X509Certificate>> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher matcher = CERTIFICATE.matcher(text);
    int found = 0;
    try {
      while (matcher.find()) {
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        found++;
        if (found > MOST_CERTIFICATES) {
          return Optional.empty();
        }
        if (isSignedWithRsa(der)) {
          certificates.add(certificate(der));
        }
      }
    } catch (IllegalArgumentException | CertificateException notOne) {
      return Optional.empty();
    }
    return certificates.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(certificates));
  }

  /** Whether the certificate's key is one of RSA, and long enough. */
  static boolean isStrong(X509Certificate certificate) {
    return strong(certificate.getPublicKey()).isPresent();
  }

  /** A certificate is what is certified, the algorithm, the signature (RFC 5280, section 4.1). */
  private static boolean isSignedWithRsa(byte[] der) {
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    if (parts.size() != PARTS) {
      throw new IllegalArgumentException("not a certificate");
    }
    return AlgorithmIdentifier.getInstance(parts.getObjectAt(1))
        .getAlgorithm()
        .getId()
        .startsWith(RSA_ARC);
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static Optional<byte[]> key(String text, String label) {
    String stripped = text.strip();
    Matcher matcher = KEY.matcher(stripped);
    if (matcher.matches()) {
      return label.equals(matcher.group(1)) ? decoded(matcher.group(2)) : Optional.empty();
    }
    return BARE.matcher(stripped).matches() ? decoded(stripped) : Optional.empty();
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static <K> Optional<K> strong(K key) {
    return key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS
        ? Optional.of(key)
        : Optional.empty();
  }

  private static KeyFactory rsa() {
    try {
      return KeyFactory.getInstance("RSA");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK knows no RSA", impossible);
    }
  }
}
