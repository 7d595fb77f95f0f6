package io.kassa.sandbox.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that exists in this directory only. */
public final class Authority {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration VALID = Duration.ofDays(5 * 365);
  private static final Duration BACKDATED = Duration.ofHours(1);

  /**
   * This bit is set, so that the serial has 40 hex digits as WeChat Pay's have, and is positive.
   */
  private static final int TOP_BIT = 158;

  private final X500Name name;
  private final KeyPair keys;

  Authority(String name, KeyPair keys) {
    this.name = new X500Name(name);
    this.keys = keys;
  }

  X509Certificate own() {
    return certificate(name, keys.getPublic(), true);
  }

  X509Certificate issue(String subject, PublicKey key) {
    return certificate(new X500Name(subject), key, false);
  }

  private X509Certificate certificate(X500Name subject, PublicKey key, boolean authority) {
    Instant from = Instant.now().minus(BACKDATED);
    BigInteger serial = new BigInteger(TOP_BIT, RANDOM).setBit(TOP_BIT);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name, serial, Date.from(from), Date.from(from.plus(VALID)), subject, key);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of the sandbox's own making", e);
    }
  }
}
