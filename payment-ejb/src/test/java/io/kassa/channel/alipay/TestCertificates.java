package io.kassa.channel.alipay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Keys and certificates for tests, and their PEM texts. */
final class TestCertificates {
  private static final int LINE = 64;

  private TestCertificates() {}

  /** Who signs, and under which name. */
  record Issuer(String name, PrivateKey key) {}

  static KeyPair keyPair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate certificate(
      String name, PublicKey key, Issuer issuer, long serial, boolean authority) {
    return certificate(
        name,
        key,
        issuer,
        serial,
        authority,
        Samples.NOW.minusSeconds(3600),
        Samples.NOW.plusSeconds(365L * 86_400));
  }

  @SuppressWarnings("JavaUtilDate") // the generator takes no other
  static X509Certificate certificate(
      String name,
      PublicKey key,
      Issuer issuer,
      long serial,
      boolean authority,
      Instant from,
      Instant until) {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(serial)));
    generator.setSignature(algorithm);
    generator.setIssuer(new X500Name(issuer.name()));
    generator.setSubject(new X500Name(name));
    generator.setStartDate(new Time(Date.from(from)));
    generator.setEndDate(new Time(Date.from(until)));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    try {
      if (authority) {
        generator.setExtensions(
            new Extensions(
                Extension.create(Extension.basicConstraints, true, new BasicConstraints(true))));
      }
      TBSCertificate content = generator.generateTBSCertificate();
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(issuer.key());
      signature.update(content.getEncoded("DER"));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(content);
      parts.add(algorithm);
      parts.add(new DERBitString(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(new DERSequence(parts).getEncoded("DER")));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A root as it stands first in the provider's file: its algorithm and its curve are Chinese
   * standards (SM2) that the JDK does not know. Its key and signature are none.
   */
  @SuppressWarnings("JavaUtilDate") // the generator takes no other
  static String chineseRoot() {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.156.10197.1.501"));
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(algorithm);
    generator.setIssuer(new X500Name("CN=ROOTCA,O=NRCAC,C=CN"));
    generator.setSubject(new X500Name("CN=ROOTCA,O=NRCAC,C=CN"));
    generator.setStartDate(new Time(Date.from(Samples.NOW)));
    generator.setEndDate(new Time(Date.from(Samples.NOW)));
    generator.setSubjectPublicKeyInfo(
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.840.10045.2.1"),
                new ASN1ObjectIdentifier("1.2.156.10197.1.301")),
            new byte[] {4}));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(generator.generateTBSCertificate());
    parts.add(algorithm);
    parts.add(new DERBitString(new byte[] {0}));
    try {
      return pem("CERTIFICATE", new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(X509Certificate... certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(pem("CERTIFICATE", certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return text.toString();
  }

  /** PKCS#8 or X.509. */
  static String pem(Key key) {
    return pem(key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY", key.getEncoded());
  }

  /** The same without a frame, as the provider's tool shows it. */
  static String base64(Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static String pem(String label, byte[] content) {
    String base64 =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
