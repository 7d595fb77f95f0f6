package io.kassa.channel.alipay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The provider's own name of a certificate, which it calls its SN: the MD5 of the issuer's name
 * (RFC 2253) and the serial number in decimal. It names and proves nothing.
 */
final class CertificateNumber {
  private CertificateNumber() {}

  static String of(X509Certificate certificate) {
    String named =
        certificate.getIssuerX500Principal().getName() + certificate.getSerialNumber().toString();
    return HexFormat.of().formatHex(md5().digest(named.getBytes(StandardCharsets.UTF_8)));
  }

  /** The numbers of the roots that were signed with RSA, in the order of their file. */
  static String ofRoots(List<X509Certificate> roots) {
    return roots.stream().map(CertificateNumber::of).collect(Collectors.joining("_"));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK knows no MD5", impossible);
    }
  }
}
