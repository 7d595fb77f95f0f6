package io.kassa.faults;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The EAR as the next release would be: the same, and one migration that only adds. */
final class NewerBuild {
  /** Far above what Kassa itself will reach. */
  static final String VERSION = "900001";

  private static final String MODULE = "payment-ejb.jar";
  private static final String MIGRATION = "db/migration/V" + VERSION + "__the_next_release.sql";
  private static final String STATEMENTS =
      """
      alter table payments add column of_the_next_release text default 'unread by the old';
      create table next_release (id uuid primary key);
      grant select, insert on next_release to ${runtimeRole};
      """;

  private NewerBuild() {}

  /** Writes it. */
  static Path of(Path ear, Path newer) throws IOException {
    try (InputStream in = Files.newInputStream(ear);
        OutputStream out = Files.newOutputStream(newer)) {
      copy(in, out, true);
    }
    return newer;
  }

  private static void copy(InputStream from, OutputStream to, boolean ofEar) throws IOException {
    boolean changed = false;
    ZipInputStream in = new ZipInputStream(from);
    ZipOutputStream out = new ZipOutputStream(to);
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      out.putNextEntry(new ZipEntry(entry.getName()));
      if (ofEar && entry.getName().equals(MODULE)) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        copy(new ByteArrayInputStream(in.readAllBytes()), module, false);
        module.writeTo(out);
        changed = true;
      } else {
        in.transferTo(out);
      }
      out.closeEntry();
    }
    if (!ofEar) {
      out.putNextEntry(new ZipEntry(MIGRATION));
      out.write(STATEMENTS.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
      changed = true;
    }
    out.finish();
    if (!changed) {
      throw new IOException("the EAR holds no " + MODULE);
    }
  }

  /** What undoes the migration, for the tests that come after. */
  static String undone() {
    return """
        alter table payments drop column if exists of_the_next_release;
        drop table if exists next_release;
        delete from flyway_schema_history where version = '%s'
        """
        .formatted(VERSION);
  }
}
