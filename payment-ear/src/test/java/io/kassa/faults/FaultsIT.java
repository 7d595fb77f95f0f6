package io.kassa.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.faults.Recoveries.Recovery;
import io.kassa.instance.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults at random while customers pay: what was promised is kept. Twenty kills unless {@code
 * -Dfaults.count=10000 -Dfaults.kills=30} or the like says otherwise; {@link Options} has the rest.
 */
@Tag("faults")
class FaultsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MERCHANTS = 2;
  private static final int PROBE = MERCHANTS;
  private static final int LINE_EVERY = 100;
  private static final int CLOCK_PROOF_SECONDS = 7_200;

  private final Options options = Options.ofSystem();
  private final Recoveries recoveries = new Recoveries();

  @Test
  void whatWasPromisedIsKeptWhateverBreaks() throws Exception {
    System.out.printf("faults: seed %d: repeat with %s%n", options.seed(), options.command());
    try (Cluster cluster = Cluster.start();
        Inbox inbox = Inbox.open()) {
      cluster.prepareForAllKinds();
      List<Merchant> merchants =
          List.of(
              Merchant.open(Instance.current(), inbox.url()),
              Merchant.open(Instance.current(), inbox.url()));
      proveClock(cluster, merchants.get(0));
      PatientClient client = new PatientClient(cluster.entrance(), PATIENCE);
      try (Traffic traffic =
          new Traffic(client, merchants, options.seed(), options.flowsPerSecond())) {
        Promised promised = new Promised(cluster.database(), merchants, inbox);
        long begin = System.nanoTime();
        run(cluster, client, traffic, promised);
        report(cluster, client, traffic, inbox, promised, begin);
      }
    }
  }

  private void run(Cluster cluster, PatientClient client, Traffic traffic, Promised promised)
      throws IOException, SQLException {
    Customer probe = traffic.customer(PROBE);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(options.minutes());
    traffic.start();
    for (Fault fault : FaultPlan.draw(options.seed(), options.count(), options.kills())) {
      if (System.nanoTime() > end) {
        System.out.printf("faults: the time is over before fault %d%n", fault.number());
        break;
      }
      Cluster.pause(fault.pauseMillis());
      if (fault.kind().isKill()) {
        kill(cluster, fault, probe);
      } else {
        disturb(cluster, fault, client, probe);
      }
      if (fault.number() % LINE_EVERY == 0 || fault.kind().isKill()) {
        System.out.printf(
            "faults: %d of %d, %d payments, last: %s%n",
            fault.number(), options.count(), traffic.flows(), fault.kind().words());
        // a long run that is interrupted has told what it saw
        Files.writeString(
            cluster.directory().resolve("so-far.md"),
            recoveries.byKind() + "\n" + recoveries.kills());
      }
      if (fault.number() % options.checkEvery() == 0 && fault.number() < options.count()) {
        traffic.stop();
        keepsPromises(traffic, promised);
        traffic.start();
      }
    }
    traffic.stop();
    keepsPromises(traffic, promised);
  }

  private void kill(Cluster cluster, Fault fault, Customer probe) throws IOException, SQLException {
    long begin = System.nanoTime();
    Cluster.Mending mending = cluster.kill(fault);
    CompletableFuture<Duration> flow =
        CompletableFuture.supplyAsync(
            () -> {
              probe.fromAccount();
              return since(begin);
            });
    mending.mend();
    Duration part = since(begin);
    if (fault.kind() != FaultKind.DATABASE_KILLED) {
      cluster.entrance().awaitServed(cluster.node(fault.node()));
    }
    recoveries.add(new Recovery(fault, 1, part, flow.join()));
  }

  private void disturb(Cluster cluster, Fault fault, PatientClient client, Customer probe)
      throws IOException, SQLException {
    int effect = cluster.apply(fault, client);
    if (effect == 0) {
      recoveries.missed(fault);
      return;
    }
    Duration flow = null;
    if (fault.kind().stopsPayments()) {
      long begin = System.nanoTime();
      probe.fromAccount();
      flow = since(begin);
    }
    recoveries.add(new Recovery(fault, effect, null, flow));
  }

  private void keepsPromises(Traffic traffic, Promised promised) {
    Duration quiet = promised.awaitQuiet();
    List<String> violations = promised.violations(traffic.promises());
    System.out.printf(
        "faults: quiet after %.1f s, %d promises compared, %d violations%n",
        quiet.toMillis() / 1e3, traffic.promises().size(), violations.size());
    assertThat(traffic.failures()).as("answers, seed %d", options.seed()).isEmpty();
    assertThat(violations).as("seed %d: %s", options.seed(), options.command()).isEmpty();
  }

  private void report(
      Cluster cluster,
      PatientClient client,
      Traffic traffic,
      Inbox inbox,
      Promised promised,
      long begin)
      throws IOException {
    StringBuilder report = new StringBuilder();
    report.append("`%s`%n%n".formatted(options.command()));
    Map<String, Object> facts =
        Map.of(
            "entrance",
            cluster.entrance().words(),
            "minutes",
            "%.1f".formatted(since(begin).toSeconds() / 60.0),
            "faults that happened",
            recoveries.happened(),
            "starts of a node that had to be repeated",
            cluster.node(0).startsRepeated() + cluster.node(1).startsRepeated(),
            "payments of customers",
            traffic.flows(),
            "requests answered",
            client.requests(),
            "most tries of a request",
            client.mostTries(),
            "instead of answers",
            client.troubles(),
            "events that came twice or more",
            inbox.duplicates(),
            "invoices and credit notes",
            promised.count("select count(*) from invoices where merchant_id in (%1$s)"));
    facts.forEach((name, value) -> report.append("- %s: %s%n".formatted(name, value)));
    report.append("\n").append(recoveries.byKind()).append("\n").append(recoveries.kills());
    System.out.println(report);
    Files.writeString(cluster.directory().resolve("faults.md"), report);
  }

  /** A library that shifts nothing would make a fault that cannot hurt. */
  private static void proveClock(Cluster cluster, Merchant merchant) throws IOException {
    if (cluster.clock().isEmpty()) {
      return;
    }
    NodeClock clock = cluster.clock().orElseThrow();
    clock.shift(CLOCK_PROOF_SECONDS);
    ServerTime.awaitAhead(cluster.node(1), merchant, Duration.ofSeconds(CLOCK_PROOF_SECONDS));
    clock.shift(0);
    ServerTime.awaitAhead(cluster.node(1), merchant, Duration.ZERO);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
