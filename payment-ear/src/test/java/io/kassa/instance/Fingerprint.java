package io.kassa.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers in a file what something was made from, so that it is made again only when that
 * changed.
 */
final class Fingerprint {

  private final Path file;

  Fingerprint(Path file) {
    this.file = file;
  }

  /** SHA-256 over these values and these files' content. */
  static String of(Map<String, String> values, Path... contents) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                digest.update((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8)));
    for (Path content : contents) {
      try (InputStream in = new DigestInputStream(Files.newInputStream(content), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  boolean matches(String fingerprint) throws IOException {
    return Files.exists(file) && Files.readString(file).strip().equals(fingerprint);
  }

  void keep(String fingerprint) throws IOException {
    Files.writeString(file, fingerprint);
  }

  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
