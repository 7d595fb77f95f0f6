package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.servers.Figure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a start costs, printed for docs/servers.md; the bounds are far above it. */
@Order(Turn.MEASURED)
class StartIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final long MOST_MEBIBYTES = 2_048;

  @Test
  void stoppedServerIsReadyAgainInTimeAndMemory(TestReporter reporter) throws IOException {
    Server server = Instance.current().server();

    Duration took = server.restart();
    long resident = server.residentMebibytes();

    System.out.printf(
        "start: ready after %.1f s, %d MiB resident%n", took.toMillis() / 1e3, resident);
    Figure.READY.report(reporter, took.toMillis() / 1e3);
    Figure.RESIDENT.report(reporter, (double) resident);
    assertThat(took).isLessThan(LONGEST);
    assertThat(resident).isBetween(1L, MOST_MEBIBYTES);
  }
}
