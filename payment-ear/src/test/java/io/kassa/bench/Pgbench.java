package io.kassa.bench;

import io.kassa.instance.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own load generator: what the database does with some statements and nothing else.
 */
final class Pgbench {
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final Pattern FAILED =
      Pattern.compile("(?m)^number of failed transactions: ([0-9]+) ");
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int MOST_THREADS = 2;
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Path program;

  private Pgbench(Path program) {
    this.program = program;
  }

  /**
   * The program: from {@code bench.pgbench}, the path, or where Debian puts it. The embedded
   * PostgreSQL has none.
   *
   * @throws IllegalStateException saying what is missing and how to get it
   */
  static Pgbench find() {
    return candidates()
        .filter(Files::isExecutable)
        .findFirst()
        .map(Pgbench::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "pgbench is missing, and without it there is no ceiling to measure against."
                        + " Install Debian's postgresql-15 (or newer), or any PostgreSQL with its"
                        + " programs, or name the program with -Dbench.pgbench=/path/to/pgbench."));
  }

  private static Stream<Path> candidates() {
    List<Path> places = new ArrayList<>();
    String named = System.getProperty("bench.pgbench");
    if (named != null) {
      return Stream.of(Path.of(named));
    }
    StringTokenizer path = new StringTokenizer(System.getenv("PATH"), ":");
    while (path.hasMoreTokens()) {
      places.add(Path.of(path.nextToken(), "pgbench"));
    }
    try (Stream<Path> versions = Files.exists(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
      versions
          .sorted(Comparator.reverseOrder())
          .forEach(version -> places.add(version.resolve("bin").resolve("pgbench")));
    } catch (IOException unreadable) {
      throw new IllegalStateException("can't look into " + DEBIAN, unreadable);
    }
    return places.stream();
  }

  /**
   * Runs a script again and again.
   *
   * @return transactions, which are runs of the script, per second
   * @throws IOException if one failed
   */
  double run(Path script, Login login, Database database, int connections, Duration time)
      throws IOException {
    List<String> command =
        List.of(
            program.toString(),
            "--no-vacuum",
            "--protocol=prepared",
            "--file=" + script,
            "--client=" + connections,
            "--jobs=" + Math.min(connections, MOST_THREADS),
            "--time=" + time.toSeconds(),
            "--host=127.0.0.1",
            "--port=" + database.port(),
            "--username=" + login.user(),
            login.database());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", login.password());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(time.plus(SLACK).toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Matcher rate = RATE.matcher(output);
    Matcher failed = FAILED.matcher(output);
    boolean allDone = !failed.find() || failed.group(1).equals("0");
    if (process.exitValue() != 0 || !rate.find() || !allDone) {
      throw new IOException("pgbench failed with " + script + ":\n" + output);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** Who runs the script, and where. */
  record Login(String user, String password, String database) {}
}
