package io.kassa.sandbox.alipay;

import io.kassa.sandbox.keys.Authority;
import io.kassa.sandbox.keys.KeyDirectory;
import io.kassa.sandbox.keys.Rsa;
import java.nio.charset.Charset;
import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** What Alipay signs with: one key, known as such and by a certificate under its root. */
public final class AlipayKeys {

  private final KeyPair keys;
  private final KeyPair stranger;
  private final X509Certificate certificate;
  private final X509Certificate root;

  public AlipayKeys(KeyDirectory directory, Authority authority, X509Certificate root) {
    this.keys = directory.pair("alipay");
    this.stranger = directory.pair("stranger");
    this.root = root;
    this.certificate =
        directory.certificate(
            "alipay", authority, "CN=Sandbox Alipay,OU=Alipay,O=Sandbox Finance,C=CN");
  }

  String sign(String text, Charset charset) {
    return Rsa.sign(keys.getPrivate(), text, charset);
  }

  /** A signature by somebody else. */
  String forge(String text, Charset charset) {
    return Rsa.sign(stranger.getPrivate(), text, charset);
  }

  X509Certificate certificate() {
    return certificate;
  }

  String certSn() {
    return CertSn.of(certificate);
  }

  String rootCertSn() {
    return CertSn.of(root);
  }
}
