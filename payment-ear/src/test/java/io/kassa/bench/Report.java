package io.kassa.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Everything that was measured, as JSON for scripts and as a table for people. */
final class Report {
  private static final String HEADER =
      """
      | load | connections | flows/s | of base | base/s | own/s | of own | p50 ms | p99 ms \
      | p99.9 ms | errors | CPU ms db | server | client | statements | WAL bytes | KiB allocated |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: \
      | ---: | ---: | ---: | ---: |
      """;

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<Measured> lines = new ArrayList<>();

  void fact(String name, Object value) {
    facts.put(name, String.valueOf(value));
    System.out.println("    " + name + ": " + value);
  }

  void line(Measured measured) {
    lines.add(measured);
    System.out.print(HEADER + row(measured));
  }

  /** Writes {@code results.json} and {@code results.md}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder text = new StringBuilder("# Benchmark of " + Instant.now() + "\n\n");
    facts.forEach((name, value) -> text.append("- " + name + ": " + value + "\n"));
    text.append("\nCPU, statements, WAL and allocations are per flow.\n\n").append(HEADER);
    lines.forEach(measured -> text.append(row(measured)));
    Files.writeString(directory.resolve("results.md"), text.toString());
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
            .createWriter(Files.newBufferedWriter(directory.resolve("results.json")))) {
      writer.writeObject(json().build());
    }
  }

  private static String row(Measured m) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %s | %s | %s | %s | %.2f | %.2f | %.2f | %d | %.3f | %.3f | %.3f"
            + " | %.2f | %.0f | %.1f |%n",
        m.name(),
        m.connections(),
        m.flows(),
        orDash("%.3f", m.ratio()),
        orDash("%.0f", m.base()),
        orDash("%.0f", m.own()),
        orDash("%.3f", m.ratioToOwn()),
        m.millis(50),
        m.millis(99),
        m.millis(99.9),
        m.errors().values().stream().mapToLong(Long::longValue).sum(),
        1e3 * m.perFlow(Meters.Reading::databaseCpu),
        1e3 * m.perFlow(Meters.Reading::serverCpu),
        1e3 * m.perFlow(Meters.Reading::clientCpu),
        m.perFlow(Meters.Reading::statements),
        m.perFlow(Meters.Reading::walBytes),
        m.perFlow(Meters.Reading::allocatedBytes) / 1024);
  }

  private static String orDash(String format, double value) {
    return value == 0 ? "–" : String.format(Locale.ROOT, format, value);
  }

  private JsonObjectBuilder json() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("at", Instant.now().toString());
    JsonObjectBuilder known = Json.createObjectBuilder();
    facts.forEach(known::add);
    JsonArrayBuilder measured = Json.createArrayBuilder();
    lines.forEach(line -> measured.add(json(line)));
    return json.add("facts", known).add("measured", measured);
  }

  private static JsonObjectBuilder json(Measured m) {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("name", m.name()).add("connections", m.connections());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("flowsPerSecond", m.flows());
    figures.put("ratio", m.ratio());
    figures.put("basePerSecond", m.base());
    figures.put("ownPerSecond", m.own());
    figures.put("ratioToOwn", m.ratioToOwn());
    figures.put("p50Millis", m.millis(50));
    figures.put("p99Millis", m.millis(99));
    figures.put("p999Millis", m.millis(99.9));
    Map<String, ToDoubleFunction<Meters.Reading>> perFlow = new LinkedHashMap<>();
    perFlow.put("databaseCpuSeconds", Meters.Reading::databaseCpu);
    perFlow.put("serverCpuSeconds", Meters.Reading::serverCpu);
    perFlow.put("clientCpuSeconds", Meters.Reading::clientCpu);
    perFlow.put("statements", Meters.Reading::statements);
    perFlow.put("commits", Meters.Reading::commits);
    perFlow.put("walBytes", Meters.Reading::walBytes);
    perFlow.put("walFlushes", Meters.Reading::flushes);
    perFlow.put("allocatedBytes", Meters.Reading::allocatedBytes);
    perFlow.forEach((name, meter) -> figures.put(name + "PerFlow", m.perFlow(meter)));
    figures.forEach((name, value) -> json.add(name, rounded(value)));
    JsonArrayBuilder rounds = Json.createArrayBuilder();
    m.rounds()
        .forEach(
            round ->
                rounds.add(
                    Json.createArrayBuilder()
                        .add(rounded(round.flows()))
                        .add(rounded(round.base()))
                        .add(rounded(round.own()))));
    JsonObjectBuilder errors = Json.createObjectBuilder();
    m.errors().forEach(errors::add);
    return json.add("rounds", rounds).add("errors", errors);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
  }
}
