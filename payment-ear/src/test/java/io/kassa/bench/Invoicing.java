package io.kassa.bench;

import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.KeyRing;
import io.kassa.instance.Api;
import io.kassa.instance.Instance;
import io.kassa.invoice.control.InvoiceRenderer;
import io.kassa.invoice.entity.InvoiceFacts;
import jakarta.json.JsonValue;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How fast invoices leave the queue, beside the renderer alone: the same class with the same facts,
 * in this process, by as many threads as the server draws with, while the server rests.
 */
final class Invoicing implements Closeable {
  /** As many threads as {@code concurrent/kassaDrawing} has: set-up takes the same variable. */
  private static final int DRAWN_AT_ONCE =
      Optional.ofNullable(System.getenv("KASSA_DRAWING_THREADS"))
          .map(Integer::parseInt)
          .orElse((Runtime.getRuntime().availableProcessors() + 1) / 2);

  private static final int FACTS = 64;
  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Instance instance;
  private final BenchOptions options;
  private final Meters meters;
  private final Report report;
  private final Api operator;
  private final Connection connection;
  private final Envelope envelope;
  private final InvoiceRenderer renderer = new InvoiceRenderer();

  Invoicing(Instance instance, BenchOptions options, Meters meters, Report report)
      throws IOException, SQLException {
    this.instance = instance;
    this.options = options;
    this.meters = meters;
    this.report = report;
    this.operator =
        Api.at(instance.apiBase()).as(instance.operatorUser(), instance.operatorPassword());
    this.connection = instance.database().superuser();
    KeyRing keys =
        KeyRing.open(instance.keystore(), instance.passwords().get("keystore").toCharArray());
    this.envelope = new Envelope(() -> keys, KeyPurpose.PERSONAL_DATA);
  }

  /** Makes the code of both sides warm; afterwards nothing waits in the queue. */
  void warmUp(Work paying) throws IOException, SQLException {
    System.out.println("==> Warming up the invoices");
    for (double seconds = 0; seconds < options.warmUp().toSeconds(); ) {
      seconds += drain(backlog(paying)).seconds();
    }
    alone(facts(), options.warmUp());
  }

  /** In turn: the renderer alone, then a backlog of the same number of invoices at once. */
  void compared(String name, Work paying) throws IOException, SQLException {
    Measured measured = new Measured(name + "; base: renderer alone", DRAWN_AT_ONCE);
    for (int round = 0; round < options.rounds(); round++) {
      long waiting = backlog(paying);
      double base = alone(facts(), options.round());
      Meters.Reading before = meters.read();
      Load.Outcome outcome = drain(waiting);
      measured.add(outcome, base, 0, meters.read().since(before));
    }
    report.line(measured);
  }

  /** The server's memory before, in the middle and after a backlog is drained. */
  void watched(Work paying) throws IOException, SQLException {
    report.fact("memory while nothing waits", meters.memory());
    long backlog = backlog(paying);
    report.fact("invoices that wait", backlog);
    report.fact("memory while they wait", meters.memory());
    long begin = System.nanoTime();
    resume();
    awaitAtMost(backlog / 2);
    report.fact("memory when half of them are made", meters.memory());
    awaitNone();
    report.fact("memory when all are made", meters.memory());
    report.fact("invoices/s", Math.round(backlog / ((System.nanoTime() - begin) / 1e9)));
  }

  /** Holds the relay and lets payments succeed until enough invoices wait; their number. */
  private long backlog(Work paying) throws IOException, SQLException {
    operator.post("/relay/invoice/pause", JsonValue.EMPTY_JSON_OBJECT).expect(200);
    Load load = new Load(instance.apiBase(), paying);
    long waiting = waiting();
    while (waiting < options.backlog()) {
      load.closed(options.connections(), Duration.ofSeconds(1));
      waiting = waiting();
    }
    return waiting;
  }

  private Load.Outcome drain(long backlog) throws IOException, SQLException {
    long begin = System.nanoTime();
    resume();
    awaitNone();
    long nanos = System.nanoTime() - begin;
    Histogram each = new Histogram(PATIENCE.toNanos(), 3);
    each.recordValueWithCount(nanos / backlog, backlog);
    return new Load.Outcome(backlog, nanos / 1e9, Map.of(), each);
  }

  private void resume() throws IOException {
    operator.post("/relay/invoice/resume", JsonValue.EMPTY_JSON_OBJECT).expect(200);
  }

  /** Waits until every invoice is made. */
  void awaitNone() throws SQLException {
    awaitAtMost(0);
  }

  private void awaitAtMost(long most) throws SQLException {
    long begin = System.nanoTime();
    while (waiting() > most) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("invoices still wait after " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private long waiting() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from kassa.outbox where consumer = 'invoice'")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** What the invoices that were issued last state. */
  private List<InvoiceFacts> facts() throws SQLException {
    List<InvoiceFacts> facts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, sealed_facts from kassa.invoices order by issued_at desc limit "
                    + FACTS)) {
      while (row.next()) {
        byte[] context = Envelope.context("invoices", "sealed_facts", row.getObject(1, UUID.class));
        facts.add(InvoiceFacts.fromJson(envelope.open(row.getBytes(2), context)));
      }
    }
    return facts;
  }

  /** Renders for a while; documents per second. */
  private double alone(List<InvoiceFacts> facts, Duration time) throws IOException {
    AtomicInteger next = new AtomicInteger();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(DRAWN_AT_ONCE);
    try {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < DRAWN_AT_ONCE; i++) {
        workers.add(
            threads.submit(
                () -> {
                  int made = 0;
                  for (; System.nanoTime() < end; made++) {
                    renderer.render(facts.get(next.getAndIncrement() % facts.size()));
                  }
                  return made;
                }));
      }
      int made = 0;
      for (Future<Integer> worker : workers) {
        made += worker.get();
      }
      return made / ((System.nanoTime() - begin) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while rendering", e);
    } catch (ExecutionException e) {
      throw new IOException("an invoice was not rendered", e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
