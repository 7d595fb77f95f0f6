package io.kassa.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keystore of one instance, changed as an operator changes it: by the JDK's keytool. */
public final class Keystore {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path file;
  private final Secrets secrets;

  Keystore(Path file, Secrets secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  Path file() {
    return file;
  }

  /** Adds an AES key of 256 bits. */
  public void addAesKey(String alias) throws IOException {
    keytool("-genseckey", "-alias", alias, "-keyalg", "AES", "-keysize", "256");
  }

  /** Takes a key out. */
  public void remove(String alias) throws IOException {
    keytool("-delete", "-alias", alias);
  }

  /** A key of it. */
  public Key key(String alias) throws IOException, GeneralSecurityException {
    char[] password = secrets.of("keystore").toCharArray();
    KeyStore keystore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keystore.load(in, password);
    }
    return keystore.getKey(alias, password);
  }

  /** The whole file, to put it back. */
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  /** Writes the whole file in place, as a careless tool would. */
  public void overwrite(byte[] bytes) throws IOException {
    Files.write(file, bytes);
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass:env",
            "KASSA_KEYSTORE_PASSWORD"));
    Commands.run(
        command, Map.of("KASSA_KEYSTORE_PASSWORD", secrets.of("keystore")), LIMIT, line -> {});
  }
}
