package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a start costs, printed for docs/servers.md; the bounds are far above it. */
class StartIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final long MOST_MEBIBYTES = 2_048;

  @Test
  void stoppedServerIsReadyAgainInTimeAndMemory() throws IOException {
    Server server = Instance.current().server();

    Duration took = server.restart();
    long resident = residentMebibytes(server.processId());

    System.out.printf(
        "start: ready after %.1f s, %d MiB resident%n", took.toMillis() / 1e3, resident);
    assertThat(took).isLessThan(LONGEST);
    assertThat(resident).isBetween(1L, MOST_MEBIBYTES);
  }

  private static long residentMebibytes(long processId) throws IOException {
    String kibibytes =
        Commands.run(
            List.of("ps", "-o", "rss=", "-p", Long.toString(processId)),
            Map.of(),
            Duration.ofSeconds(10),
            line -> {});
    return Long.parseLong(kibibytes.strip()) / 1024;
  }
}
