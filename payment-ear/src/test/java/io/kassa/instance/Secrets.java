package io.kassa.instance;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of one instance: made at its first start and kept in one file of mode 600, nowhere
 * else.
 */
final class Secrets {

  private static final int BYTES = 16;

  private final Path file;
  private final Properties values = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Secrets(Path file) {
    this.file = file;
  }

  /** Reads the file, or starts an empty one. */
  static Secrets in(Path directory) throws IOException {
    Secrets secrets = new Secrets(directory.resolve("secrets.properties"));
    if (Files.exists(secrets.file)) {
      try (Reader reader = Files.newBufferedReader(secrets.file, StandardCharsets.UTF_8)) {
        secrets.values.load(reader);
      }
    }
    return secrets;
  }

  /** The password of that name, made when it is asked for the first time. */
  synchronized String of(String name) throws IOException {
    String value = values.getProperty(name);
    if (value == null) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      value = HexFormat.of().formatHex(bytes);
      values.setProperty(name, value);
      save();
    }
    return value;
  }

  private void save() throws IOException {
    Path next = privateFile(file.resolveSibling(file.getFileName() + ".new"));
    try (Writer writer = Files.newBufferedWriter(next, StandardCharsets.UTF_8)) {
      values.store(writer, null);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** An empty file that only its owner may read; a former one of that name is gone. */
  static Path privateFile(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
