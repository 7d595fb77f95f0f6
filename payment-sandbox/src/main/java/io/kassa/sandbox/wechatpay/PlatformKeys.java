package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.keys.Authority;
import io.kassa.sandbox.keys.KeyDirectory;
import io.kassa.sandbox.keys.Rsa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What WeChat Pay signs with: a key that merchants know by its id, and certificates that change.
 *
 * <p>The last certificate signs; the earlier ones stay valid and are still handed out.
 */
public final class PlatformKeys {

  /** A key under the name by which merchants know it. */
  public record Signer(String serial, KeyPair keys) {

    String sign(String text) {
      return Rsa.sign(keys.getPrivate(), text);
    }
  }

  private static final String SUBJECT = "CN=Tenpay.com sign,OU=Sandbox,O=Tenpay.com,C=CN";

  private record Issued(X509Certificate certificate, KeyPair keys) {}

  private final KeyDirectory directory;
  private final Authority authority;
  private final Signer publicKey;
  private final List<Issued> issued = new CopyOnWriteArrayList<>();
  private final Signer stranger;

  public PlatformKeys(KeyDirectory directory, Authority authority) {
    this.directory = directory;
    this.authority = authority;
    this.publicKey =
        new Signer("PUB_KEY_ID_0119000000012026000000000000001", directory.pair("platform"));
    this.stranger = new Signer("", directory.pair("stranger"));
    do {
      issue();
    } while (Files.exists(file(issued.size() + 1)));
  }

  private Path file(int number) {
    return directory.path(name(number) + "-certificate.pem");
  }

  private static String name(int number) {
    return "platform-" + number;
  }

  private void issue() {
    String name = name(issued.size() + 1);
    KeyPair keys = directory.pair(name);
    issued.add(new Issued(directory.certificate(name, authority, SUBJECT), keys));
  }

  /** A new certificate, which signs from now on. */
  public synchronized void rotate() {
    issue();
  }

  /** The serial number as WeChat Pay writes it. */
  public static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
  }

  /** The certificates that are valid, oldest first. */
  public List<X509Certificate> certificates() {
    return issued.stream().map(Issued::certificate).toList();
  }

  public Signer publicKey() {
    return publicKey;
  }

  /** The newest certificate. */
  public Signer certificate() {
    Issued newest = issued.get(issued.size() - 1);
    return new Signer(serial(newest.certificate()), newest.keys());
  }

  /** The key that the merchant knows by this serial, or this other one. */
  Signer known(String serial, Signer otherwise) {
    if (serial.equals(publicKey.serial())) {
      return publicKey;
    }
    return issued.stream()
        .filter(one -> serial(one.certificate()).equals(serial))
        .map(one -> new Signer(serial, one.keys()))
        .findFirst()
        .orElse(otherwise);
  }

  /** Says it is this signer and is not. */
  Signer stranger(Signer pretended) {
    return new Signer(pretended.serial(), stranger.keys());
  }
}
