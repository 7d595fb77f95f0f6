package io.kassa.bench;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one flow costs the database, listened to and counted at one connection.
 *
 * @param script the flow's own statements, for pgbench
 * @param startSeconds how long the server's restart took afterwards, from stopped to ready
 */
record Costs(
    int transactions,
    int roundTrips,
    int statements,
    double flushes,
    double walBytes,
    double otherTransactions,
    String script,
    double startSeconds) {

  private static final int WARM_UP = 300;
  private static final int COUNTED = 300;
  private static final int MOST_TRIES = 20;

  /** After so long, PostgreSQL's idle connections have told what they did. */
  private static final long REPORTED_SECONDS = 12;

  /** Listens with a proxy between server and database, which is taken away afterwards. */
  static Costs of(Instance instance, LoadMerchant merchant)
      throws IOException, SQLException, Work.Refused {
    Costs counted;
    try (DatabaseProxy proxy = DatabaseProxy.before(instance.database().port())) {
      instance.server().reachDatabaseThrough(proxy.port());
      counted = counted(instance, proxy, merchant);
    }
    return counted.withStart(instance.server().reachDatabaseThrough(instance.database().port()));
  }

  private static Costs counted(Instance instance, DatabaseProxy proxy, LoadMerchant merchant)
      throws IOException, SQLException, Work.Refused {
    Flow flow = new Flow(instance.apiBase(), List.of(merchant), 2, new Tally());
    try (HttpConnection connection = HttpConnection.to(instance.apiBase());
        Meters meters = Meters.of(instance)) {
      for (int i = 0; i < WARM_UP; i++) {
        flow.once(connection);
      }
      List<OwnFlow.Heard> flows = twoAlike(proxy, flow, merchant, connection);
      return counted(proxy, flow, merchant, connection, meters, flows);
    }
  }

  private Costs withStart(Duration start) {
    return new Costs(
        transactions,
        roundTrips,
        statements,
        flushes,
        walBytes,
        otherTransactions,
        script,
        start.toMillis() / 1e3);
  }

  /** Two flows with the same statements; a cache that is read again makes one differ. */
  private static List<OwnFlow.Heard> twoAlike(
      DatabaseProxy proxy, Flow flow, LoadMerchant merchant, HttpConnection connection)
      throws IOException, Work.Refused {
    OwnFlow.Heard before = heard(proxy, flow, merchant, connection, 0);
    for (int i = 1; i <= MOST_TRIES; i++) {
      OwnFlow.Heard now = heard(proxy, flow, merchant, connection, i % 2);
      if (now.statements().equals(before.statements())) {
        return List.of(before, now);
      }
      before = now;
    }
    throw new IllegalStateException("no two flows in a row had the same statements");
  }

  private static OwnFlow.Heard heard(
      DatabaseProxy proxy, Flow flow, LoadMerchant merchant, HttpConnection connection, int payer)
      throws IOException, Work.Refused {
    String account = merchant.accounts().get(payer);
    String orderId = Flow.orderId();
    proxy.taken();
    String id = flow.pay(connection, merchant, account, orderId);
    return new OwnFlow.Heard(id, orderId, account, of(proxy.taken(), merchant));
  }

  private static List<Exchange> of(List<Exchange> exchanges, LoadMerchant merchant) {
    return exchanges.stream().filter(exchange -> exchange.concerns(merchant.id())).toList();
  }

  private static Costs counted(
      DatabaseProxy proxy,
      Flow flow,
      LoadMerchant merchant,
      HttpConnection connection,
      Meters meters,
      List<OwnFlow.Heard> flows)
      throws IOException, SQLException, Work.Refused {
    settle();
    proxy.taken();
    Meters.Reading before = meters.read();
    List<Exchange> all = new ArrayList<>();
    for (int i = 0; i < COUNTED; i++) {
      flow.once(connection);
    }
    all.addAll(proxy.taken());
    settle();
    Meters.Reading spent = meters.read().since(before);
    List<Exchange> own = flows.get(1).exchanges();
    return new Costs(
        own.size(),
        own.stream().mapToInt(Exchange::roundTrips).sum(),
        (int) own.stream().mapToLong(Exchange::work).sum(),
        (double) spent.flushes() / COUNTED,
        (double) spent.walBytes() / COUNTED,
        (double) (all.size() - of(all, merchant).size()) / COUNTED,
        OwnFlow.script(flows.get(0), flows.get(1), merchant.accounts().size()),
        0);
  }

  private static void settle() throws IOException {
    try {
      TimeUnit.SECONDS.sleep(REPORTED_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for PostgreSQL's counters", e);
    }
  }
}
