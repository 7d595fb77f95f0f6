package io.kassa.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Programs that the launcher runs, each with a time limit. */
final class Commands {

  private static final int KEPT_LINES = 200;

  private Commands() {}

  /**
   * Runs a program to its end.
   *
   * @param environment added to this process's own
   * @param line takes each line of its output as it comes
   * @return the last lines of its output
   * @throws IOException if it ends with another status than 0 or not within the limit; the message
   *     carries its output
   */
  static String run(
      List<String> command, Map<String, String> environment, Duration limit, Consumer<String> line)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Deque<String> output = new ArrayDeque<>();
    Thread reader = new Thread(() -> read(process, output, line), "output of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no end after " + limit.toSeconds() + " s: " + command.get(0));
      }
      // A server started in the background may keep the pipe open: what is there by now is enough.
      reader.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.get(0), e);
    }
    String text;
    synchronized (output) {
      text = String.join(System.lineSeparator(), output);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with status %d:%n%s".formatted(command.get(0), process.exitValue(), text));
    }
    return text;
  }

  /**
   * A process's whole command line; the JDK's own view of it ends after a page.
   *
   * @throws IOException if there is no such process
   */
  static String line(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    if (Files.exists(file)) {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
    }
    return run(
        List.of("ps", "-ww", "-o", "args=", "-p", Long.toString(pid)),
        Map.of(),
        Duration.ofSeconds(10),
        output -> {});
  }

  private static void read(Process process, Deque<String> output, Consumer<String> consumer) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (output) {
          output.addLast(line);
          if (output.size() > KEPT_LINES) {
            output.removeFirst();
          }
        }
        consumer.accept(line);
      }
    } catch (IOException e) {
      synchronized (output) {
        output.addLast("(output lost: " + e.getMessage() + ")");
      }
    }
  }
}
