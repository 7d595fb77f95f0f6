package io.kassa.instance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Signals to a process and all that it started. */
final class Signals {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private Signals() {}

  /** SIGSTOP: the processes hang until {@link #goOn}. */
  static void hang(long pid) throws IOException {
    send("-STOP", family(pid));
  }

  /** SIGCONT. */
  static void goOn(long pid) throws IOException {
    send("-CONT", family(pid));
  }

  /** SIGKILL, and waits until none of them is left. */
  static void kill(long pid) throws IOException {
    List<ProcessHandle> family = family(pid);
    send("-KILL", family);
    for (ProcessHandle process : family) {
      try {
        process.onExit().get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new IOException("process " + process.pid() + " does not end", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while process " + process.pid() + " ended", e);
      }
    }
  }

  private static List<ProcessHandle> family(long pid) throws IOException {
    ProcessHandle first =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("there is no process " + pid));
    return Stream.concat(Stream.of(first), first.descendants()).toList();
  }

  private static void send(String signal, List<ProcessHandle> processes) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      Commands.run(command, Map.of(), LIMIT, line -> {});
    } catch (IOException e) {
      // a child may have ended meanwhile, which is as good; the first one may not
      if (processes.get(0).isAlive() == "-KILL".equals(signal)) {
        throw e;
      }
    }
  }
}
