package io.kassa.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A server's distribution, unpacked once.
 *
 * @param name the one directory in the archive
 * @param zip the archive
 */
record Distribution(Kind kind, String name, Path zip) {

  enum Kind {
    PAYARA,
    WILDFLY,
    LIBERTY,
    MICRO
  }

  private static final int PROGRESS_STEPS = 10;

  static Distribution payara(Path zip) {
    return new Distribution(Kind.PAYARA, "payara6", zip);
  }

  /** Its directory has the version in its name, and so has its archive. */
  static Distribution wildFly(Path zip) {
    String name = zip.getFileName().toString();
    return new Distribution(Kind.WILDFLY, name.substring(0, name.lastIndexOf(".zip")), zip);
  }

  static Distribution liberty(Path zip) {
    return new Distribution(Kind.LIBERTY, "wlp", zip);
  }

  /** It has no archive: its files lie in a directory, where the build gathers them. */
  static Distribution micro(Path files) {
    return new Distribution(Kind.MICRO, "payara-micro", files);
  }

  /** The directory of the server's programs, unpacked now if it is not there yet. */
  Path unpacked(Path software, Terminal terminal) throws IOException {
    Path home = software.resolve(name);
    Path mark = home.resolve("kassa-unpacked");
    Fingerprint unpacked = new Fingerprint(mark);
    if (!Files.isRegularFile(zip)) {
      if (Files.exists(mark)) {
        return home;
      }
      throw new IOException("there is no distribution at " + zip);
    }
    String wanted = zip.getFileName() + " " + Files.size(zip);
    if (unpacked.matches(wanted)) {
      return home;
    }
    terminal.step("Unpacking " + name);
    Files.createDirectories(software);
    Directories.delete(home);
    Path place = Files.createTempDirectory(software, "server-");
    unpack(zip, place, terminal);
    Files.move(place.resolve(name), home, StandardCopyOption.ATOMIC_MOVE);
    Directories.delete(place);
    unpacked.keep(wanted);
    return home;
  }

  private static void unpack(Path zip, Path target, Terminal terminal) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(file.entries());
      int done = 0;
      for (ZipEntry entry : entries) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("archive entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, path);
          }
          if (path.getParent().endsWith("bin") && !path.toString().endsWith(".jar")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
        done++;
        if (done * PROGRESS_STEPS / entries.size() > (done - 1) * PROGRESS_STEPS / entries.size()) {
          terminal.line("    " + done * 100 / entries.size() + " %");
        }
      }
    }
  }
}
