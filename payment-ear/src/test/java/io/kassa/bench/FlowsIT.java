package io.kassa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.servers.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The benchmark's flow for some seconds, to hold servers of the same machine against each other. It
 * is no benchmark: one round, nothing beside it, and whatever earlier tests left to be done.
 */
@EnabledIfSystemProperty(named = "kassa.compare", matches = ".*")
class FlowsIT {
  private static final int CONNECTIONS = 16;
  private static final int MERCHANTS = 8;
  private static final int ACCOUNTS = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration TIME = Duration.ofSeconds(10);

  private final Instance instance = Instance.current();
  private final Tally tally = new Tally();

  @Test
  void eachPaymentUnderLoadSucceedsAndIsInTheBooks(TestReporter reporter)
      throws IOException, SQLException {
    instance.server().restart();
    Figure.LOAD_AVERAGE.report(
        reporter, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    List<LoadMerchant> merchants = new ArrayList<>();
    for (int i = 0; i < MERCHANTS; i++) {
      merchants.add(LoadMerchant.open(instance, "ON_REQUEST", ACCOUNTS));
    }
    Load load =
        new Load(instance.apiBase(), new Flow(instance.apiBase(), merchants, ACCOUNTS, tally));
    load.closed(CONNECTIONS, WARM_UP);

    long process = instance.server().processId();
    Duration before = ServerProcess.cpuOfTree(process);
    Load.Outcome outcome = load.closed(CONNECTIONS, TIME);
    Duration spent = ServerProcess.cpuOfTree(process).minus(before);

    Figure.FLOWS.report(reporter, outcome.perSecond());
    Figure.FLOW_MEDIAN.report(reporter, outcome.millis(50));
    Figure.SERVER_CPU.report(reporter, spent.toNanos() / 1e6 / outcome.done());
    Figure.RESIDENT_LOADED.report(reporter, (double) instance.server().residentMebibytes());
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.done()).isPositive();
    BooksAfter books = BooksAfter.count(instance, merchants, List.of(), tally);
    assertThat(books.areRight()).as("%s", books.lines()).isTrue();
  }
}
