package io.kassa.servers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run of the system tests on one server came to.
 *
 * @param server its name
 * @param version of the server
 * @param begin when the first test began
 * @param classes results by the test class's simple name
 * @param figures as they are shown; those that were measured
 */
record Findings(
    String server,
    String version,
    Instant begin,
    SortedMap<String, Counts> classes,
    Map<Figure, String> figures) {

  /** How the tests of a class, or of all of them, ended. */
  record Counts(int passed, int failed, int skipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts more) {
      return new Counts(passed + more.passed, failed + more.failed, skipped + more.skipped);
    }
  }

  Counts all() {
    return classes.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** Writes them into the file of this server, in place of those of an earlier run. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    String name = server.toLowerCase(Locale.ROOT).replace(' ', '-') + ".json";
    try (JsonWriter writer = Json.createWriter(Files.newBufferedWriter(directory.resolve(name)))) {
      writer.writeObject(json());
    }
  }

  static Findings read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return of(reader.readObject());
    }
  }

  private JsonObject json() {
    JsonObjectBuilder counted = Json.createObjectBuilder();
    classes.forEach(
        (name, counts) ->
            counted.add(
                name,
                Json.createObjectBuilder()
                    .add("passed", counts.passed())
                    .add("failed", counts.failed())
                    .add("skipped", counts.skipped())));
    JsonObjectBuilder measured = Json.createObjectBuilder();
    figures.forEach((figure, value) -> measured.add(figure.name(), value));
    return Json.createObjectBuilder()
        .add("server", server)
        .add("version", version)
        .add("begin", begin.toString())
        .add("classes", counted)
        .add("figures", measured)
        .build();
  }

  private static Findings of(JsonObject json) {
    SortedMap<String, Counts> classes = new TreeMap<>();
    json.getJsonObject("classes")
        .forEach((name, value) -> classes.put(name, counts(value.asJsonObject())));
    Map<Figure, String> figures = new EnumMap<>(Figure.class);
    json.getJsonObject("figures")
        .forEach(
            (name, value) -> figures.put(Figure.valueOf(name), ((JsonString) value).getString()));
    return new Findings(
        json.getString("server"),
        json.getString("version"),
        Instant.parse(json.getString("begin")),
        classes,
        figures);
  }

  private static Counts counts(JsonObject json) {
    return new Counts(json.getInt("passed"), json.getInt("failed"), json.getInt("skipped"));
  }
}
