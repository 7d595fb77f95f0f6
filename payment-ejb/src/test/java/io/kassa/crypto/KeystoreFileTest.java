package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring as read from files that the JDK's own keytool wrote. */
class KeystoreFileTest {
  private static final String PASSWORD = "correct-horse-battery";
  private static final int KEYTOOL_SECONDS = 60;

  @TempDir static Path directory;

  private static Path keystore;

  @BeforeAll
  static void keytoolMakesTheKeys() throws Exception {
    keystore = directory.resolve("kassa.p12");
    secretKey(keystore, "payment-key-1", "HmacSHA256", 256);
    secretKey(keystore, "payment-key-12", "HmacSHA256", 512);
    secretKey(keystore, "personal-data-65535", "AES", 256);
    secretKey(keystore, "credential-1", "AES", 256);
    keyPair(keystore, "confirmation-1", "Ed25519");
  }

  @Test
  void keysOfKeytoolAreRead() {
    KeyRing ring = KeyRing.open(keystore, PASSWORD.toCharArray());

    assertThat(ring.versions(KeyPurpose.PAYMENT_KEY)).containsExactly(1, 12);
    assertThat(ring.versions(KeyPurpose.CONFIRMATION)).containsExactly(1);
    assertThat(ring.versions(KeyPurpose.PERSONAL_DATA)).containsExactly(65_535);
    assertThat(ring.versions(KeyPurpose.CREDENTIAL)).containsExactly(1);
    assertThat(ring.secret(KeyPurpose.PAYMENT_KEY, 12).orElseThrow()).hasSize(64);
  }

  @Test
  void keysOfKeytoolWork() {
    KeyRing ring = KeyRing.open(keystore, PASSWORD.toCharArray());
    ConfirmationSigner signer = new ConfirmationSigner(() -> ring);
    Envelope envelope = new Envelope(() -> ring, KeyPurpose.PERSONAL_DATA);
    byte[] context = {1};

    assertThat(signer.verify(signer.sign(new byte[] {7}))).isTrue();
    assertThat(envelope.open(envelope.seal(new byte[] {7}, context), context)).containsExactly(7);
  }

  /** keytool's certificate is a second opinion on the public key. */
  @Test
  void publicKeyIsTheOneInTheCertificate() throws Exception {
    KeyRing ring = KeyRing.open(keystore, PASSWORD.toCharArray());

    byte[] x509 = load(keystore).getCertificate("confirmation-1").getPublicKey().getEncoded();

    assertThat(x509).endsWith(new ConfirmationSigner(() -> ring).publicKeys().get(0).x());
  }

  @Test
  void passwordIsLeftToItsOwner() {
    char[] password = PASSWORD.toCharArray();

    KeyRing.open(keystore, password);

    assertThat(password).isEqualTo(PASSWORD.toCharArray());
  }

  @Test
  void wrongPasswordIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> KeyRing.open(keystore, "wrong-password".toCharArray()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kassa.p12")
        .hasMessageContaining("cannot be opened")
        .hasStackTraceContaining("password was incorrect")
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("wrong-password"));
  }

  @Test
  void openingWithoutAPasswordIsRefused() {
    assertThatThrownBy(() -> KeyRing.open(keystore, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("password");
  }

  @Test
  void missingOrDamagedFileIsRefused() throws IOException {
    Path damaged = directory.resolve("damaged.p12");
    byte[] bytes = Files.readAllBytes(keystore);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Path text = Files.writeString(directory.resolve("text.p12"), "not a keystore");

    for (Path path : List.of(damaged, text, directory.resolve("missing.p12"), directory)) {
      assertThatThrownBy(() -> KeyRing.open(path, PASSWORD.toCharArray()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("cannot be opened");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payment-key",
        "payment-key-",
        "payment-key-0",
        "payment-key-01",
        "payment-key-65536",
        "payment-key-99999",
        "payment-key-4294967297",
        "payment-key--1",
        "payment-key-1x",
        "paymentkey-1",
        "tls-1",
        "1"
      })
  void unknownAliasIsRefusedByName(String alias) throws Exception {
    Path path = withSecretKey(alias, 32, "HmacSHA256");

    assertThatThrownBy(() -> KeyRing.open(path, PASSWORD.toCharArray()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entry " + alias + " is not an alias of Kassa");
  }

  @Test
  void shortKeyIsRefusedByName() throws Exception {
    Path hmac = directory.resolve("short-hmac.p12");
    secretKey(hmac, "payment-key-2", "HmacSHA256", 128);
    Path aes = directory.resolve("short-aes.p12");
    secretKey(aes, "personal-data-2", "AES", 192);

    assertThatThrownBy(() -> KeyRing.open(hmac, PASSWORD.toCharArray()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entry payment-key-2 has 128 bits, but 256 are needed");
    assertThatThrownBy(() -> KeyRing.open(aes, PASSWORD.toCharArray()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entry personal-data-2 has 192 bits, but 256 are needed");
    assertThatThrownBy(
            () -> KeyRing.open(withSecretKey("payment-key-1", 31, "HmacSHA256"), password()))
        .hasMessageContaining("entry payment-key-1 has 248 bits, but 256 are needed");
  }

  @Test
  void keyOfTheWrongKindIsRefusedByName() throws Exception {
    Path ed448 = directory.resolve("ed448.p12");
    keyPair(ed448, "confirmation-3", "Ed448");

    assertThatThrownBy(() -> KeyRing.open(ed448, password()))
        .hasMessageContaining("entry confirmation-3 is not an Ed25519 key pair");
    assertThatThrownBy(() -> KeyRing.open(withSecretKey("confirmation-1", 32, "AES"), password()))
        .hasMessageContaining("entry confirmation-1 is not an Ed25519 key pair");
    assertThatThrownBy(() -> KeyRing.open(withSecretKey("payment-key-1", 32, "AES"), password()))
        .hasMessageContaining("entry payment-key-1 is not a secret key for HMAC");
    assertThatThrownBy(
            () -> KeyRing.open(withSecretKey("personal-data-1", 32, "HmacSHA256"), password()))
        .hasMessageContaining("entry personal-data-1 is not a secret key for AES");
  }

  @Test
  void certificateWithoutItsKeyIsRefused() throws Exception {
    Certificate certificate = load(keystore).getCertificate("confirmation-1");
    Path path = write(store -> store.setCertificateEntry("confirmation-1", certificate));

    assertThatThrownBy(() -> KeyRing.open(path, password()))
        .hasMessageContaining("entry confirmation-1 is not an Ed25519 key pair");
  }

  @Test
  void keyBesideTheCertificateOfAnotherIsRefused() throws Exception {
    Path other = directory.resolve("other.p12");
    keyPair(other, "confirmation-1", "Ed25519");
    Key foreign = load(other).getKey("confirmation-1", password());
    Certificate[] chain = load(keystore).getCertificateChain("confirmation-1");
    Path path = write(store -> store.setKeyEntry("confirmation-1", foreign, password(), chain));

    assertThatThrownBy(() -> KeyRing.open(path, password()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entry confirmation-1 has a certificate of another key");
  }

  @Test
  void keyWithAnotherPasswordIsRefused() throws Exception {
    SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    Path path =
        write(store -> store.setKeyEntry("personal-data-1", key, "other".toCharArray(), null));

    assertThatThrownBy(() -> KeyRing.open(path, password()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "entry personal-data-1 cannot be opened with the keystore's password");
  }

  private static char[] password() {
    return PASSWORD.toCharArray();
  }

  private static Path withSecretKey(String alias, int bytes, String algorithm) throws Exception {
    SecretKeySpec key = new SecretKeySpec(new byte[bytes], algorithm);
    return write(store -> store.setKeyEntry(alias, key, password(), null));
  }

  private interface Filling {
    void into(KeyStore store) throws Exception;
  }

  private static Path write(Filling filling) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    filling.into(store);
    Path path = Files.createTempFile(directory, "keys", ".p12");
    try (OutputStream out = Files.newOutputStream(path)) {
      store.store(out, password());
    }
    return path;
  }

  private static KeyStore load(Path path) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(path)) {
      store.load(in, password());
    }
    return store;
  }

  private static void secretKey(Path path, String alias, String algorithm, int bits)
      throws Exception {
    keytool(
        path,
        "-genseckey",
        "-alias",
        alias,
        "-keyalg",
        algorithm,
        "-keysize",
        String.valueOf(bits));
  }

  private static void keyPair(Path path, String alias, String algorithm) throws Exception {
    keytool(path, "-genkeypair", "-alias", alias, "-keyalg", algorithm, "-dname", "CN=kassa");
  }

  private static void keytool(Path path, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", path.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    keytool.getInputStream().transferTo(said);
    assertThat(keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }
}
