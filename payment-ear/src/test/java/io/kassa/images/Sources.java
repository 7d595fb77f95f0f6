package io.kassa.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the project that images and manifests are made of. */
final class Sources {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path DOCKER = ROOT.resolve("docker");

  private static final Pattern VARIABLE = Pattern.compile("KASSA_[A-Z_]*[A-Z]");

  private Sources() {}

  static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Files below {@code docker} with one of these ends, but for secrets that somebody made. */
  static List<Path> files(String... ends) {
    try (Stream<Path> all = Files.walk(DOCKER)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(DOCKER.resolve("secrets")))
          .filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The documents of a YAML file; a name that stands twice in a map is an error. */
  static List<Object> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return StreamSupport.stream(
            new Yaml(new SafeConstructor(options)).loadAll(text).spliterator(), false)
        .toList();
  }

  static Map<String, Object> document(String path) {
    return map(documents(text(path)).get(0));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** The names of a list, or of a map's keys. */
  static Set<String> names(Object value) {
    return value instanceof Map<?, ?> map
        ? map.keySet().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new))
        : list(value).stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(found.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What Payara's setup.sh reads from the environment; a password may come from a file. */
  static Set<String> variables() {
    Set<String> all = variablesOf("docker/payara/setup.sh");
    all.addAll(
        all.stream().filter(name -> name.endsWith("_PASSWORD")).map(n -> n + "_FILE").toList());
    return all;
  }

  /** What a script for Payara reads from the environment, by what all of them share as well. */
  static Set<String> variablesOf(String script) {
    Set<String> all = found(VARIABLE, text(script));
    all.addAll(found(VARIABLE, text("docker/payara/common.sh")));
    return all;
  }

  /** The variables that a document's table is of. */
  static Set<String> tabled(String document) {
    String table =
        text(document)
            .lines()
            .filter(line -> line.startsWith("| `KASSA_"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .collect(Collectors.joining());
    return found(VARIABLE, table);
  }

  /** Ports that the image serves. */
  static Set<String> ports() {
    Set<String> ports = new TreeSet<>();
    for (String line : text("docker/Dockerfile").lines().toList()) {
      if (line.startsWith("EXPOSE ")) {
        ports.addAll(found(Pattern.compile("\\d+"), line));
      }
    }
    return ports;
  }
}
