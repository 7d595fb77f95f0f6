package io.kassa.sandbox.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

/**
 * Files of keys and certificates. Each is made when it is first asked for and read ever after; all
 * of them can be read by their owner only.
 */
public final class KeyDirectory {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SECRET_ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  private final Path directory;

  public KeyDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    unchecked(() -> Files.createDirectories(this.directory, forOwner("rwx------")));
  }

  /** A directory in this one, of its own. */
  public KeyDirectory below(String name) {
    return new KeyDirectory(directory.resolve(name));
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** The key pair in {@code <name>-private-key.pem} and {@code <name>-public-key.pem}. */
  public KeyPair pair(String name) {
    Path secret = path(name + "-private-key.pem");
    Path open = path(name + "-public-key.pem");
    try {
      if (!Files.exists(secret) || !Files.exists(open)) {
        KeyPair made = Rsa.newPair();
        write(open, Pem.of(made.getPublic()));
        write(secret, Pem.of(made.getPrivate()));
        return made;
      }
      return new KeyPair(
          Pem.publicKey(Files.readString(open)), Pem.privateKey(Files.readString(secret)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA key in " + secret, e);
    }
  }

  /** The authority whose keys are in this directory, with its own certificate. */
  public Authority authority(String name, String subject) {
    Authority authority = new Authority(subject, pair(name));
    certificate(name, authority::own);
    return authority;
  }

  /** The certificate in {@code <name>-certificate.pem}. */
  public X509Certificate certificate(String name) {
    return certificate(
        name,
        () -> {
          throw new IllegalStateException("no certificate " + name + " in " + directory);
        });
  }

  /** A certificate over the pair of the same name, issued when it is first asked for. */
  public X509Certificate certificate(String name, Authority authority, String subject) {
    return certificate(name, () -> authority.issue(subject, pair(name).getPublic()));
  }

  private X509Certificate certificate(String name, Supplier<X509Certificate> maker) {
    Path file = path(name + "-certificate.pem");
    try {
      if (!Files.exists(file)) {
        write(file, Pem.of(maker.get()));
      }
      return Pem.certificate(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate in " + file, e);
    }
  }

  /** A random text of that length, in the file of that name. */
  public String secret(String name, int length) {
    Path file = path(name);
    try {
      if (!Files.exists(file)) {
        StringBuilder text = new StringBuilder();
        RANDOM
            .ints(length, 0, SECRET_ALPHABET.length())
            .forEach(at -> text.append(SECRET_ALPHABET.charAt(at)));
        write(file, text.toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a text in a file, at once and for its owner only. */
  public void write(String name, String text) {
    unchecked(() -> write(path(name), text));
  }

  private Path write(Path file, String text) throws IOException {
    Path next = Files.createTempFile(directory, "new", ".tmp", forOwner("rw-------"));
    Files.writeString(next, text);
    return Files.move(
        next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] forOwner(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private interface Writing {
    Path run() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
