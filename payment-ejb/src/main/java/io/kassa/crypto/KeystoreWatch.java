package io.kassa.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Notices that the keystore is another file than the one that was taken last. A file that is being
 * written cannot be opened, and is looked at again next time; what was taken is not read twice.
 *
 * <p>For one thread.
 */
final class KeystoreWatch {
  private Stamp taken;

  /** What tells one state of the file from another; a file moved in its place has another key. */
  private record Stamp(Path path, FileTime changedAt, long size, Object fileKey) {}

  /** What was read, and when it is in use, how to say so. */
  record Reading(KeyRing ring, Runnable taken) {}

  /**
   * Reads the file if it changed since the last reading that was taken.
   *
   * @param password asked for only if the file is read
   * @return empty if it did not change
   * @throws IllegalStateException if it cannot be read, as {@link KeyRing#open} says
   */
  Optional<Reading> read(Path path, Supplier<char[]> password) {
    // stamped before it is read: a change in between is seen the next time
    Stamp stamp = stamp(path);
    if (stamp.equals(taken)) {
      return Optional.empty();
    }
    return Optional.of(new Reading(KeyRing.open(path, password.get()), () -> taken = stamp));
  }

  private static Stamp stamp(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(path, file.lastModifiedTime(), file.size(), file.fileKey());
    } catch (IOException e) {
      throw new IllegalStateException("keystore " + path + " cannot be opened: missing", e);
    }
  }
}
