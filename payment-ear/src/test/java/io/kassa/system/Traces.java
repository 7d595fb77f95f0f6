package io.kassa.system;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * Where something of a value may be left: the files that the server, its broker and PostgreSQL's
 * log write, the server's process, and every column of every table.
 */
final class Traces {
  /** What the server was given and unpacked; it writes nothing of a request there. */
  private static final Set<String> SOFTWARE = Set.of("applications", "osgi-cache", "lib", "bin");

  private final Needles needles;
  private final Map<String, Set<String>> placesByName = new TreeMap<>();

  private Traces(Needles needles) {
    this.needles = needles;
  }

  /** The places in which each value was found. */
  static Map<String, Set<String>> of(Needles needles) throws IOException, SQLException {
    Traces traces = new Traces(needles);
    Path domain = Instance.current().server().domain();
    traces.domain(domain);
    traces.process(Files.readString(domain.resolve("config/pid")).strip());
    traces.file("database log", Instance.current().database().log());
    traces.tables();
    return traces.placesByName;
  }

  private void domain(Path domain) throws IOException {
    try (Stream<Path> files = Files.walk(domain)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path inside = domain.relativize(file);
        if (!SOFTWARE.contains(inside.getName(0).toString())) {
          file(place(inside), file);
        }
      }
    }
  }

  private static String place(Path inside) {
    return switch (inside.getName(0).toString()) {
      case "logs" -> inside.getName(1).toString().equals("access") ? "access log" : "server log";
      case "imq" -> "broker";
      default -> "server's " + inside.getName(0);
    };
  }

  /** What other programs of the machine may see of the server; where there is {@code /proc}. */
  private void process(String pid) throws IOException {
    for (String name : List.of("cmdline", "environ")) {
      Path file = Path.of("/proc", pid, name);
      if (Files.exists(file)) {
        file("server's process", file);
      }
    }
  }

  private void file(String place, Path file) throws IOException {
    Needles.Search search = needles.search();
    Files.copy(file, search);
    note(place, search);
  }

  private void tables() throws IOException, SQLException {
    List<String> columns =
        Books.strings(
            """
            select c.relname || '.' || a.attname
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'kassa'::regnamespace and c.relkind in ('r', 'p')
               and not c.relispartition and a.attnum > 0 and not a.attisdropped
             union all
            select 'pg_stat_statements.query'
             order by 1
            """);
    try (Connection connection = Instance.current().database().superuser()) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String column : columns) {
        String table = column.substring(0, column.indexOf('.'));
        String schema = table.startsWith("pg_") ? "public." : "kassa.";
        Needles.Search search = needles.search();
        // binary: text as it is, bytea and arrays unescaped
        copy.copyOut(
            "copy (select %s from %s) to stdout (format binary)".formatted(column, schema + table),
            search);
        note(column, search);
      }
    }
  }

  private void note(String place, Needles.Search search) {
    for (String name : search.found()) {
      placesByName.computeIfAbsent(name, any -> new TreeSet<>()).add(place);
    }
  }
}
