package io.kassa.bench;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The benchmark: a fresh instance, a load, the ceilings in the same minutes, and the books at the
 * end. docs/performance.md says what its figures mean.
 */
public final class Bench {
  /** With the channel's spread its p99 is 384 ms: a provider at a distance. */
  private static final int DELAY_MILLIS = 120;

  private static final double P99 = 99;

  private static final Set<BenchOptions.Mode> WITH_COSTS =
      EnumSet.of(BenchOptions.Mode.FULL, BenchOptions.Mode.QUICK, BenchOptions.Mode.GROWTH);

  private final BenchOptions options;
  private final Instance instance;
  private final Report report = new Report();
  private final Tally tally = new Tally();
  private final List<LoadMerchant> merchants = new ArrayList<>();
  private final List<LoadMerchant> invoiced = new ArrayList<>();

  private Bench(BenchOptions options, Instance instance) {
    this.options = options;
    this.instance = instance;
  }

  /**
   * Runs it; results are in {@code target/bench}.
   *
   * @param arguments none
   * @throws IllegalStateException if the books are not what the client saw
   */
  public static void main(String[] arguments) throws IOException, SQLException, Work.Refused {
    BenchOptions options = BenchOptions.of(System.getProperties());
    Path results = Path.of(System.getProperty("kassa.root"), "target", "bench").normalize();
    Pgbench pgbench = Pgbench.find();
    try (Instance instance = Instance.startForBenchmark()) {
      Ceilings ceilings = Ceilings.prepare(pgbench, instance.database(), results);
      Bench bench = new Bench(options, instance);
      bench.run(ceilings);
      bench.report.write(results);
      System.out.println("==> Results are in " + results);
    }
  }

  private void run(Ceilings ceilings) throws IOException, SQLException, Work.Refused {
    report.fact("machine", machine());
    report.fact("mode", options);
    if (WITH_COSTS.contains(options.mode())) {
      cost(ceilings);
    }
    for (int i = 0; i < options.merchants(); i++) {
      merchants.add(
          LoadMerchant.open(instance, "ON_REQUEST", options.accounts() / options.merchants()));
    }
    if (options.mode() == BenchOptions.Mode.GROWTH) {
      growth(ceilings);
    } else {
      measure(ceilings);
    }
    books();
  }

  private void measure(Ceilings ceilings) throws IOException, SQLException, Work.Refused {
    try (Meters meters = Meters.of(instance)) {
      Rounds rounds = rounds(meters, ceilings);
      switch (options.mode()) {
        case DOOR ->
            rounds.beside(
                "create signed",
                new Creation(instance.apiBase(), merchants, true),
                "create Basic",
                new Creation(instance.apiBase(), merchants, false));
        case QUICK -> judged(rounds);
        case FULL -> others(rounds, judged(rounds));
        case CHANNEL ->
            rounds.beside(
                "channel of " + DELAY_MILLIS + " ms",
                charging(DELAY_MILLIS),
                "channel of 0 ms",
                charging(0));
        case INVOICES -> invoices(rounds, meters);
        case BESIDE -> beside(rounds, meters);
        case BACKLOG -> backlog(rounds, meters);
        case GROWTH -> throw new IllegalStateException("measured over two starts of the server");
      }
      report.fact("server's memory (MiB resident)", meters.residentMebibytes());
    }
  }

  private Rounds rounds(Meters meters, Ceilings ceilings) {
    return new Rounds(options, instance.apiBase(), meters, ceilings, report);
  }

  private void books() throws IOException, SQLException {
    List<LoadMerchant> all = new ArrayList<>(merchants);
    all.addAll(invoiced);
    BooksAfter books = BooksAfter.count(instance, all, invoiced, tally);
    books.lines().forEach(line -> report.fact("books", line));
    if (!books.areRight()) {
      throw new IllegalStateException("the books are not what the client saw");
    }
  }

  private static String machine() {
    return "%d processors, %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }

  /** What one flow costs, heard from a merchant that takes no part in the load. */
  private void cost(Ceilings ceilings) throws IOException, SQLException, Work.Refused {
    LoadMerchant probe = LoadMerchant.open(instance, "ON_REQUEST", options.accounts());
    Costs costs = Costs.of(instance, probe);
    report.fact("start until ready (s)", costs.startSeconds());
    report.fact("transactions per flow", costs.transactions());
    report.fact("round trips per flow", costs.roundTrips());
    report.fact("statements per flow", costs.statements());
    report.fact("WAL flushes per flow at one connection", costs.flushes());
    report.fact("WAL bytes per flow at one connection", costs.walBytes());
    report.fact("other transactions per flow at one connection", costs.otherTransactions());
    ceilings.own(costs.script(), probe.accounts());
  }

  private double judged(Rounds rounds) throws IOException, SQLException {
    Flow flow = flow(merchants, options.accounts());
    rounds.warmUp(flow);
    return rounds.compared("flow", flow, options.connections(), options.rounds()).flows();
  }

  private void others(Rounds rounds, double peak) throws IOException, SQLException {
    Flow flow = flow(merchants, options.accounts());
    for (int connections : List.of(1, 64, 256)) {
      rounds.compared("flow", flow, connections, 1);
    }
    List<LoadMerchant> one = merchants.subList(0, 1);
    int same = options.connections();
    rounds.compared("one hot merchant", flow(one, options.accounts()), same, 1);
    rounds.compared("one hot account", flow(one, 1), same, 1);
    rounds.open("open loop, 50 %", flow, peak / 2);
    rounds.open("open loop, 80 %", flow, peak * 4 / 5);
    // at last: its invoices are still being made for minutes
    invoiced.add(LoadMerchant.open(instance, "ALWAYS", options.accounts()));
    rounds.compared("with invoices", flow(invoiced, options.accounts()), same, 1);
  }

  private void invoices(Rounds rounds, Meters meters)
      throws IOException, SQLException, Work.Refused {
    Flow with = invoiced();
    rounds.warmUp(with);
    try (Invoicing invoicing = new Invoicing(instance, options, meters, report)) {
      invoicing.warmUp(with);
      invoicing.compared("invoices", with);
      invoicing.compared(
          "invoices of one merchant", flow(invoiced.subList(0, 1), options.accounts()));
    }
  }

  /** What phones feel of invoices that are made meanwhile. */
  private void beside(Rounds rounds, Meters meters) throws IOException, SQLException, Work.Refused {
    Flow without = flow(merchants, options.accounts());
    rounds.warmUp(without);
    Flow with = invoiced();
    try (Invoicing invoicing = new Invoicing(instance, options, meters, report)) {
      invoicing.warmUp(with);
      double quarter = rounds.peak(without) / 4;
      Measured plain = new Measured("25 % of the peak, no invoices", Rounds.OPEN_CONNECTIONS);
      Measured busy = new Measured("25 % of the peak, invoices", Rounds.OPEN_CONNECTIONS);
      for (int round = 0; round < options.rounds(); round++) {
        rounds.open(plain, without, quarter);
        rounds.open(busy, with, quarter);
        invoicing.awaitNone();
      }
      report.line(plain);
      report.line(busy);
      report.fact("p99 with invoices over without", busy.millis(P99) / plain.millis(P99));
    }
  }

  private void backlog(Rounds rounds, Meters meters)
      throws IOException, SQLException, Work.Refused {
    Flow with = invoiced();
    rounds.warmUp(with);
    try (Invoicing invoicing = new Invoicing(instance, options, meters, report)) {
      invoicing.awaitNone();
      invoicing.watched(with);
    }
  }

  private void growth(Ceilings ceilings) throws IOException, SQLException, Work.Refused {
    List<LoadMerchant> old = new ArrayList<>();
    for (int i = 0; i < options.merchants(); i++) {
      old.add(LoadMerchant.open(instance, "ON_REQUEST", options.accounts() / options.merchants()));
    }
    History history = History.of(instance, old, options.payments(), flow(old, options.accounts()));
    merchants.addAll(old);
    Measured empty = restarted("empty", ceilings);
    instance.server().stop();
    long begin = System.nanoTime();
    history.load(tally);
    report.fact("history: payments", options.payments());
    report.fact("history: seconds to load", (System.nanoTime() - begin) / 1_000_000_000);
    report.fact("history: bytes of the database", history.bytes());
    Measured full = restarted("with the history", ceilings);
    report.fact("with the history over empty: flows", full.flows() / empty.flows());
    report.fact("with the history over empty: ratio", full.ratio() / empty.ratio());
    report.fact("with the history over empty: p99", full.millis(P99) / empty.millis(P99));
  }

  /** The flow by a server that was started for it. */
  private Measured restarted(String name, Ceilings ceilings) throws IOException, SQLException {
    instance.server().restart();
    Flow flow = flow(merchants.subList(0, options.merchants()), options.accounts());
    try (Meters meters = Meters.of(instance)) {
      Rounds rounds = rounds(meters, ceilings);
      rounds.warmUp(flow);
      return rounds.compared(name, flow, options.connections(), options.rounds());
    }
  }

  /** A load through the channel TEST, by a merchant each of as many as there are. */
  private Flow charging(int delayMillis) throws IOException {
    List<LoadMerchant> charging = new ArrayList<>();
    for (int i = 0; i < options.merchants(); i++) {
      charging.add(LoadMerchant.charging(instance, delayMillis));
    }
    merchants.addAll(charging);
    return flow(charging, 0);
  }

  /** A load whose payments are all invoiced. */
  private Flow invoiced() throws IOException, SQLException, Work.Refused {
    for (int i = 0; i < options.merchants(); i++) {
      invoiced.add(LoadMerchant.open(instance, "ALWAYS", options.accounts() / options.merchants()));
    }
    return flow(invoiced, options.accounts());
  }

  private Flow flow(List<LoadMerchant> of, int accounts) {
    return new Flow(instance.apiBase(), of, accounts, tally);
  }
}
