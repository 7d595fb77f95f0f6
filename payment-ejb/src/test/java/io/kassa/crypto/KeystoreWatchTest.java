package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreWatchTest {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir Path directory;

  private final KeystoreWatch watch = new KeystoreWatch();
  private Path file;

  @BeforeEach
  void makeKeystore() throws Exception {
    file = keystore("kassa.p12", 1);
  }

  @Test
  void fileIsReadOnceAfterItWasTaken() {
    KeystoreWatch.Reading reading = read().orElseThrow();
    assertThat(reading.ring().versions(KeyPurpose.CREDENTIAL)).containsExactly(1);

    reading.taken().run();

    assertThat(read()).isEmpty();
  }

  @Test
  void fileThatWasReadAndNotTakenIsReadAgain() {
    assertThat(read()).isPresent();
    assertThat(read()).isPresent();
  }

  @Test
  void fileMovedInItsPlaceIsRead() throws Exception {
    read().orElseThrow().taken().run();
    FileTime before = Files.getLastModifiedTime(file);

    Files.move(keystore("next.p12", 1, 2), file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, before);

    assertThat(read().orElseThrow().ring().versions(KeyPurpose.CREDENTIAL)).containsExactly(1, 2);
  }

  @Test
  void fileOfTheSameSizeAtAnotherTimeIsRead() throws Exception {
    read().orElseThrow().taken().run();

    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1));

    assertThat(read()).isPresent();
  }

  @Test
  void halfWrittenFileIsRefusedAndReadWhenItIsWhole() throws Exception {
    read().orElseThrow().taken().run();
    byte[] whole = Files.readAllBytes(keystore("next.p12", 1, 2));

    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read)
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be opened");
    }
    Files.write(file, whole);

    assertThat(read().orElseThrow().ring().versions(KeyPurpose.CREDENTIAL)).containsExactly(1, 2);
  }

  @Test
  void missingFileIsRefused() throws IOException {
    read().orElseThrow().taken().run();
    Files.delete(file);

    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  private Optional<KeystoreWatch.Reading> read() {
    return watch.read(file, PASSWORD::toCharArray);
  }

  private Path keystore(String name, int... versions) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int version : versions) {
      store.setKeyEntry(
          KeyPurpose.CREDENTIAL.alias(version),
          new SecretKeySpec(KeyRings.filled(version), "AES"),
          PASSWORD.toCharArray(),
          null);
    }
    Path path = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(path)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return path;
  }
}
