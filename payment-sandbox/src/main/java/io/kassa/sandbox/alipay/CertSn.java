package io.kassa.sandbox.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Alipay's serial of a certificate: MD5 over the issuer's name and the serial number. */
public final class CertSn {

  private CertSn() {}

  /** 32 hexadecimal digits. */
  public static String of(X509Certificate certificate) {
    String text = certificate.getIssuerX500Principal().getName() + certificate.getSerialNumber();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
