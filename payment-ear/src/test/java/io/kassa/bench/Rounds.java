package io.kassa.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;

/** Loads and what they are compared with, in turn, so that what disturbs disturbs all of them. */
record Rounds(BenchOptions options, URI api, Meters meters, Ceilings ceilings, Report report) {
  static final int OPEN_CONNECTIONS = 64;

  /** The database takes 100 connections, of which the server's pool has its share. */
  private static final int MOST_CLIENTS = 32;

  void warmUp(Work work) throws IOException {
    System.out.println("==> Warming up for " + options.warmUp().toSeconds() + " s");
    new Load(api, work).closed(options.connections(), options.warmUp());
  }

  /**
   * The load beside both ceilings.
   *
   * @return all rounds together
   */
  Measured compared(String name, Work work, int connections, int rounds)
      throws IOException, SQLException {
    Load load = new Load(api, work);
    Measured measured = new Measured(name, connections);
    int clients = Math.min(connections, MOST_CLIENTS);
    for (int round = 0; round < rounds; round++) {
      double fixed = ceilings.fixed(clients, time());
      Meters.Reading before = meters.read();
      Load.Outcome outcome = load.closed(connections, time());
      Meters.Reading spent = meters.read().since(before);
      measured.add(outcome, fixed, ceilings.own(clients, time()), spent);
    }
    report.line(measured);
    return measured;
  }

  /** The load as fast as the connections can, by itself; pieces of work per second. */
  double peak(Work work) throws IOException {
    return new Load(api, work).closed(options.connections(), time()).perSecond();
  }

  /** The load at a constant rate. */
  void open(String name, Work work, double perSecond) throws IOException, SQLException {
    Measured measured = new Measured(name, OPEN_CONNECTIONS);
    open(measured, work, perSecond);
    report.line(measured);
  }

  /** One more round of it. */
  void open(Measured measured, Work work, double perSecond) throws IOException, SQLException {
    Meters.Reading before = meters.read();
    Load.Outcome outcome = new Load(api, work).open(perSecond, OPEN_CONNECTIONS, time());
    measured.add(outcome, 0, 0, meters.read().since(before));
  }

  /** One load beside another that is its base, both warmed up. */
  void beside(String name, Work work, String baseName, Work base) throws IOException, SQLException {
    warmUp(base);
    warmUp(work);
    Measured plain = new Measured(baseName, options.connections());
    Measured measured = new Measured(name + "; base: " + baseName, options.connections());
    for (int round = 0; round < options.rounds(); round++) {
      double reached = alone(plain, base, 0);
      alone(measured, work, reached);
    }
    report.line(plain);
    report.line(measured);
  }

  private double alone(Measured measured, Work work, double base) throws IOException, SQLException {
    Meters.Reading before = meters.read();
    Load.Outcome outcome = new Load(api, work).closed(options.connections(), time());
    measured.add(outcome, base, 0, meters.read().since(before));
    return outcome.perSecond();
  }

  private Duration time() {
    return options.round();
  }
}
