package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
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
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSA keys and certificates as the merchant platform hands them out (RFC 7468). */
final class Pem {
  /** What API v3 uses; anything shorter is not a key of WeChat Pay's. */
  private static final int LEAST_BITS = 2048;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private Pem() {}

  /** A PKCS#8 private key, neither encrypted nor of the older PKCS#1 form; empty for others. */
  static Optional<PrivateKey> privateKey(String text) {
    return block(text, "PRIVATE KEY")
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
    return block(text, "PUBLIC KEY")
        .flatMap(
            bytes -> {
              try {
                return strong(rsa().generatePublic(new X509EncodedKeySpec(bytes)));
              } catch (GeneralSecurityException notOne) {
                return Optional.empty();
              }
            });
  }

  /** An X.509 certificate with an RSA key; empty for others. */
  static Optional<X509Certificate> certificate(Bytes pem) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(Bytes.array(pem)));
      return strong(certificate.getPublicKey()).map(key -> certificate);
    } catch (CertificateException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> block(String text, String label) {
    Matcher matcher = BLOCK.matcher(text.strip());
    if (!matcher.matches() || !label.equals(matcher.group(1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getMimeDecoder().decode(matcher.group(2)));
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
