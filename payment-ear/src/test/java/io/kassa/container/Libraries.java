package io.kassa.container;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** What is in an EAR, jars within it included. */
final class Libraries {
  /** Where the archive with the tests carries the libraries of the EAR that was built. */
  static final String LIST = "libraries.txt";

  private Libraries() {}

  /** A line per library: its file name, a space, and a class that it holds. */
  static String listed(File ear) {
    StringBuilder lines = new StringBuilder();
    try (ZipFile zip = new ZipFile(ear)) {
      for (ZipEntry entry :
          zip.stream().filter(e -> e.getName().matches("lib/.+\\.jar")).toList()) {
        String jar = entry.getName().substring("lib/".length());
        String type =
            names(zip.getInputStream(entry), Libraries::isPlainClass).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no class in " + jar));
        lines.append(jar).append(' ').append(className(type)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.toString();
  }

  /** Classes below a folder anywhere in the archive, with the module they are in. */
  static List<String> classesBelow(String folder, File archive) {
    Pattern wanted =
        Pattern.compile("(.*!)?(WEB-INF/classes/)?" + Pattern.quote(folder) + "/.+\\.class");
    List<String> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(archive)) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        collect(entry.getName(), zip.getInputStream(entry), wanted, found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static void collect(String name, InputStream content, Pattern wanted, List<String> found)
      throws IOException {
    if (name.endsWith(".jar") || name.endsWith(".war")) {
      ZipInputStream zip = new ZipInputStream(content);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        collect(
            name + "!" + entry.getName(),
            new ByteArrayInputStream(zip.readAllBytes()),
            wanted,
            found);
      }
    } else if (wanted.matcher(name).matches()) {
      found.add(name);
    }
  }

  private static List<String> names(InputStream jar, Predicate<String> wanted) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(jar)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (wanted.test(entry.getName())) {
          names.add(entry.getName());
        }
      }
    }
    return names;
  }

  private static boolean isPlainClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.contains("-info.");
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
  }
}
