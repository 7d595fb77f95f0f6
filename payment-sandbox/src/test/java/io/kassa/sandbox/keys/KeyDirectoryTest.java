package io.kassa.sandbox.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {

  @TempDir private Path directory;

  @Test
  void everyFileCanBeReadByItsOwnerOnly() throws IOException {
    KeyDirectory keys = new KeyDirectory(directory.resolve("keys"));
    keys.authority("root", "CN=Root");
    keys.secret("secret", 32);
    keys.write("sandbox.json", "{}");

    try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
      assertThat(files)
          .hasSize(5)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void keysCertificatesAndSecretsAreTheSameAtTheNextStart() {
    KeyDirectory first = new KeyDirectory(directory);
    KeyDirectory next = new KeyDirectory(directory);
    KeyPair pair = first.pair("one");
    X509Certificate certificate =
        first.certificate("one", first.authority("root", "CN=Root"), "CN=One");

    assertThat(next.pair("one").getPublic()).isEqualTo(pair.getPublic());
    assertThat(next.certificate("one")).isEqualTo(certificate);
    assertThat(next.secret("secret", 32)).isEqualTo(first.secret("secret", 32)).hasSize(32);
  }

  @Test
  void certificateIsSignedByItsAuthority() throws GeneralSecurityException {
    KeyDirectory keys = new KeyDirectory(directory);
    Authority authority = keys.authority("root", "CN=Root");

    X509Certificate certificate = keys.certificate("one", authority, "CN=One");

    certificate.verify(keys.certificate("root").getPublicKey());
    assertThat(certificate.getPublicKey()).isEqualTo(keys.pair("one").getPublic());
    assertThat(certificate.getSerialNumber().toString(16)).hasSize(40);
  }
}
