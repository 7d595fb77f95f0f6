package io.kassa.bench;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Payments of the twelve months before this one, spread evenly over time, merchants and accounts:
 * each with its attempt, its posting and that of its fee, and its event. They look like one that
 * Kassa made of the same merchant, and only what has to differ differs. Rows come by COPY, into
 * tables without keys and indexes; those are made and checked afterwards.
 */
final class History {
  private static final int MONTHS = 12;
  private static final int PAYMENTS_A_STEP = 10_000;
  private static final Duration FEE_IN_FORCE = Duration.ofSeconds(30);

  private final Instance instance;
  private final List<Precedent> precedents = new ArrayList<>();
  private final long payments;
  private final YearMonth first = YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS);
  private final Instant since = start(first);
  private final double millisBetween;

  private History(Instance instance, long payments) {
    this.instance = instance;
    this.payments = payments;
    Instant until = start(first.plusMonths(MONTHS)).minus(Precedent.UNTIL_CONFIRMED);
    this.millisBetween = (double) Duration.between(since, until).toMillis() / payments;
  }

  /**
   * Makes a fee for each merchant and lets it pay once, as what its history looks like.
   *
   * @param merchants with accounts, which nobody pays with meanwhile
   */
  static History of(Instance instance, List<LoadMerchant> merchants, long payments, Flow flow)
      throws IOException, SQLException, Work.Refused {
    History history = new History(instance, payments);
    try (Connection connection = instance.database().superuser();
        HttpConnection http = HttpConnection.to(instance.apiBase())) {
      for (LoadMerchant merchant : merchants) {
        fee(connection, merchant);
      }
      for (LoadMerchant merchant : merchants) {
        long end = System.nanoTime() + FEE_IN_FORCE.toNanos();
        Precedent precedent = null;
        while (precedent == null) {
          if (System.nanoTime() > end) {
            throw new IllegalStateException("the fee did not come into force");
          }
          String id = flow.pay(http, merchant, merchant.accounts().get(0), Flow.orderId());
          precedent = Precedent.read(connection, merchant, id);
        }
        history.precedents.add(precedent);
      }
    }
    return history;
  }

  private static void fee(Connection connection, LoadMerchant merchant) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into kassa.fee_schedules (merchant_id, id, channel, currency, rate_ppm,
                fixed_minor, effective_from, created_at)
            values (cast(? as uuid), gen_random_uuid(), 'BALANCE', ?, 6000, 0,
                now() + interval '1 second', now())
            """)) {
      insert.setString(1, merchant.id());
      insert.setString(2, LoadMerchant.CURRENCY);
      insert.executeUpdate();
    }
  }

  /**
   * Loads them. Nothing else may use the database meanwhile.
   *
   * @param tally takes note of them as of payments that a client saw
   */
  void load(Tally tally) throws IOException, SQLException {
    // both processors: the widest table beside all others
    ExecutorService hands = Executors.newFixedThreadPool(2);
    try (Connection connection = instance.database().owner();
        Bare bare = Bare.of(connection, "payments", "attempts")) {
      Progress progress = new Progress(5 * payments);
      Future<Void> wide = hands.submit(() -> whole("payments", Precedent::payment, progress));
      Future<Void> narrow =
          hands.submit(
              () -> {
                whole("attempts", Precedent::attempt, progress);
                byMonth("postings", Precedent::postings, progress);
                return byMonth("events", Precedent::event, progress);
              });
      wide.get();
      narrow.get();
      progress.say("keys and indexes of payments and attempts");
      bare.dress();
      balances(connection, tally);
    } catch (ExecutionException e) {
      throw new IOException("the history was not loaded", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the history was loaded", e);
    } finally {
      hands.shutdownNow();
    }
    try (Connection connection = instance.database().superuser()) {
      System.out.println("==> Statistics, and a checkpoint");
      Bare.execute(connection, "vacuum (analyze)");
      Bare.execute(connection, "checkpoint");
    }
  }

  /** The rows of one payment in a table, as COPY reads them. */
  private interface Rows {
    void write(Precedent precedent, Precedent.Case one, CopyText out);
  }

  private Void whole(String table, Rows rows, Progress progress) throws IOException, SQLException {
    try (Connection connection = instance.database().owner()) {
      copy(connection, table, table, rows, 0, payments, progress);
    }
    return null;
  }

  /** Each month in a table of its own, which gets its indexes when it is attached. */
  private Void byMonth(String table, Rows rows, Progress progress)
      throws IOException, SQLException {
    try (Connection connection = instance.database().owner()) {
      long from = 0;
      for (int i = 0; i < MONTHS; i++) {
        YearMonth month = first.plusMonths(i);
        String name = "%s_%d_%02d".formatted(table, month.getYear(), month.getMonthValue());
        Bare.execute(
            connection,
            "set search_path = kassa, public",
            "set maintenance_work_mem = '1GB'",
            "create table %s (like %s including defaults including constraints)"
                .formatted(name, table));
        long to = i == MONTHS - 1 ? payments : payments * (i + 1L) / MONTHS;
        to = withinMonth(month, from, to);
        copy(connection, name, table, rows, from, to, progress);
        Bare.execute(
            connection,
            "alter table %s attach partition %s for values from ('%s') to ('%s')"
                .formatted(table, name, start(month), start(month.plusMonths(1))));
        from = to;
      }
    }
    return null;
  }

  /** The number of the first payment that is booked after that month; near {@code guess}. */
  private long withinMonth(YearMonth month, long from, long guess) {
    Instant end = start(month.plusMonths(1));
    long to = Math.max(from, guess);
    while (to < payments && booked(to).isBefore(end)) {
      to++;
    }
    while (to > from && !booked(to - 1).isBefore(end)) {
      to--;
    }
    return to;
  }

  private void copy(
      Connection connection,
      String table,
      String like,
      Rows rows,
      long from,
      long to,
      Progress progress)
      throws IOException, SQLException {
    Bare.execute(connection, "set search_path = kassa, public", "set statement_timeout = 0");
    try (CopyText out = CopyText.into(connection, table, Precedent.columns(like))) {
      for (long i = from; i < to; i++) {
        Precedent precedent = precedents.get((int) (i % precedents.size()));
        rows.write(precedent, precedent.at(i, i / precedents.size(), at(i)), out);
        out.sendIfFull();
        if (i % PAYMENTS_A_STEP == PAYMENTS_A_STEP - 1) {
          progress.more(table, PAYMENTS_A_STEP * (like.equals("postings") ? 2L : 1L));
        }
      }
      out.end();
    }
  }

  private Instant booked(long number) {
    return at(number).plus(Precedent.UNTIL_CONFIRMED);
  }

  private Instant at(long number) {
    return since.plusMillis((long) (number * millisBetween));
  }

  private void balances(Connection connection, Tally tally) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update kassa.stored_value_accounts set balance_minor = balance_minor - ?
             where merchant_id = cast(? as uuid) and id = cast(? as uuid)
            """)) {
      for (int m = 0; m < precedents.size(); m++) {
        LoadMerchant merchant = precedents.get(m).merchant();
        int accounts = merchant.accounts().size();
        long ofMerchant = (payments - m + precedents.size() - 1) / precedents.size();
        for (int a = 0; a < accounts; a++) {
          update.setLong(1, (ofMerchant - a + accounts - 1) / accounts * Flow.AMOUNT_MINOR);
          update.setString(2, merchant.id());
          update.setString(3, merchant.accounts().get(a));
          update.addBatch();
        }
        tally.of(merchant).started().add(ofMerchant);
        tally.of(merchant).succeeded().add(ofMerchant);
      }
      update.executeBatch();
    }
  }

  /** What the database takes on the disk, in bytes. */
  long bytes() throws SQLException {
    try (Connection connection = instance.database().superuser();
        PreparedStatement query =
            connection.prepareStatement("select pg_database_size(current_database())");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Tells every few seconds how far it is. */
  private static final class Progress {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final int BAR = 40;

    private final long all;
    private final long begin = System.nanoTime();
    private long rows;
    private long told = begin;

    Progress(long all) {
      this.all = all;
    }

    synchronized void more(String table, long count) {
      rows += count;
      long now = System.nanoTime();
      if (now - told > PAUSE) {
        told = now;
        say("rows/s %,.0f, %s".formatted(rows * 1e9 / (now - begin), table));
      }
    }

    synchronized void say(String what) {
      int done = (int) (BAR * rows / all);
      System.out.printf(
          "==> [%s%s] %,d of %,d rows, %s%n",
          "#".repeat(done), "-".repeat(BAR - done), rows, all, what);
    }
  }
}
