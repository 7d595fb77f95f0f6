package io.kassa.faults;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import io.kassa.instance.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Holds what the server promised against what its database says. */
final class Promised {
  /** What is lost is sent again after a minute, what is lost again after two. */
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(6);

  private static final int MOST_SHOWN = 10;

  private final Database database;
  private final String merchants;
  private final Inbox inbox;
  private final List<String> violations = new ArrayList<>();

  Promised(Database database, List<Merchant> merchants, Inbox inbox) {
    this.database = database;
    this.merchants =
        merchants.stream().map(merchant -> "'" + merchant.id() + "'").collect(joining(","));
    this.inbox = inbox;
  }

  /** Waits until nothing is on its way any more; what is stuck is a violation. */
  Duration awaitQuiet() {
    long begin = System.nanoTime();
    try {
      Awaitility.await()
          .atMost(QUIET_LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions()
          .until(() -> stuck().isEmpty());
    } catch (ConditionTimeoutException late) {
      violations.add("stuck after " + QUIET_LIMIT.toMinutes() + " min: " + stuck());
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private List<String> stuck() {
    List<String> stuck =
        strings(
            """
            select 'outbox ' || consumer || ' ' || event_id || coalesce(' ' || last_error, '')
              from outbox where merchant_id in (%1$s)
            union all
            select 'payment ' || id || ' PROCESSING' from payments
             where merchant_id in (%1$s) and status = 'PROCESSING'
            union all
            select 'attempt ' || id || ' ' || status from attempts
             where merchant_id in (%1$s) and status in ('PENDING', 'UNKNOWN')
            union all
            select 'refund ' || id from refunds where merchant_id in (%1$s) and status = 'PENDING'
            union all
            select 'delivery ' || id || ' ' || status from webhook_deliveries
             where merchant_id in (%1$s) and status <> 'DELIVERED'
            limit 10
            """);
    return stuck;
  }

  /** Compares; an empty list is what is wanted. */
  List<String> violations(List<Promise> promises) {
    strings("select violation || ' ' || subject || ' ' || detail from ledger_violations")
        .forEach(violation -> violations.add("ledger: " + violation));
    strings("select violation || ' ' || subject || ' ' || detail from ledger_closing_violations")
        .forEach(violation -> violations.add("closing: " + violation));
    payments(promises);
    balances();
    refunds(promises);
    invoices();
    events();
    return List.copyOf(violations);
  }

  private void payments(List<Promise> promises) {
    Map<String, String[]> rows =
        rows(
                """
                select p.id::text, p.order_id, p.amount_minor::text, p.status,
                       p.confirmation_number, count(t.*)::text
                  from payments p
                  left join postings t on t.merchant_id = p.merchant_id and t.reference_id = p.id
                   and t.transaction_type = 'PAYMENT'
                 where p.merchant_id in (%1$s) group by p.merchant_id, p.id
                """,
                6)
            .stream()
            .collect(toMap(row -> row[0], identity()));
    for (Promise promise : promises) {
      String[] row = rows.get(promise.id());
      if (row == null) {
        violations.add("payment " + promise.id() + " was acknowledged and is not there");
      } else if (!keeps(promise, row)) {
        violations.add(
            "payment %s was promised as %s %s of %d for %s, and is %s"
                .formatted(
                    promise.id(),
                    promise.end(),
                    promise.confirmationNumber(),
                    promise.amount(),
                    promise.orderId(),
                    String.join(" ", row)));
      }
    }
  }

  /** Id, order, amount, status, number of the confirmation, postings. */
  private static boolean keeps(Promise promise, String[] row) {
    boolean paid = "SUCCEEDED".equals(row[3]);
    boolean asPromised =
        switch (promise.end()) {
          case PAID -> paid && promise.confirmationNumber().equals(row[4]);
          case TO_BE_PAID -> paid;
          case DECLINED -> !paid;
          // its customer was interrupted between two calls
          case NOT_YET_ASKED -> true;
        };
    return asPromised
        && promise.orderId().equals(row[1])
        && promise.amount() == Long.parseLong(row[2])
        && (paid ? "1" : "0").equals(row[5]);
  }

  /** An account was debited what succeeded on it less what went back, not a cent more. */
  private void balances() {
    Map<String, Long> spent =
        rows(
                """
                select account_id::text, (amount_minor - amount_refunded_minor)::text
                  from payments
                 where merchant_id in (%1$s) and status = 'SUCCEEDED' and channel = 'BALANCE'
                """,
                2)
            .stream()
            .collect(groupingBy(row -> row[0], summingLong(row -> Long.parseLong(row[1]))));
    for (String[] row :
        rows(
            """
            select id::text, balance_minor::text from stored_value_accounts
             where merchant_id in (%1$s)
            """,
            2)) {
      long wanted = Merchant.FUNDS_MINOR - spent.getOrDefault(row[0], 0L);
      if (wanted != Long.parseLong(row[1])) {
        violations.add("account " + row[0] + " holds " + row[1] + " instead of " + wanted);
      }
    }
  }

  private void refunds(List<Promise> promises) {
    Map<String, String> rows = new HashMap<>();
    for (String[] row :
        rows(
            """
            select refund_id, payment_id::text, amount_minor::text, status from refunds
             where merchant_id in (%1$s) and cause = 'MERCHANT'
            """,
            4)) {
      rows.put(row[0], row[1] + " " + row[2] + " " + row[3]);
    }
    for (Promise promise : promises) {
      promise
          .refunds()
          .forEach(
              (id, amount) -> {
                String wanted = promise.id() + " " + amount + " SUCCEEDED";
                if (!wanted.equals(rows.get(id))) {
                  violations.add("refund " + id + ": " + wanted + ", and is " + rows.get(id));
                }
              });
    }
    strings(
            """
            select 'refunded more than was paid: ' || id from payments
             where merchant_id in (%1$s) and amount_refunded_minor > amount_minor
            """)
        .forEach(violations::add);
  }

  private void invoices() {
    strings(
            """
            select 'payment ' || p.id || ' has ' || count(f.*) || ' invoices'
              from payments p
              left join invoices i on i.merchant_id = p.merchant_id and i.payment_id = p.id
               and i.kind = 'INVOICE'
              left join invoice_files f on f.merchant_id = i.merchant_id and f.invoice_id = i.id
             where p.merchant_id in (%1$s)
             group by p.merchant_id, p.id, p.status
            having count(f.*) <> case when p.status = 'SUCCEEDED' then 1 else 0 end
            union all
            select 'refund ' || r.id || ' has ' || count(i.*) || ' credit notes'
              from refunds r
              left join invoices i on i.merchant_id = r.merchant_id and i.refund_id = r.id
             where r.merchant_id in (%1$s) and r.status = 'SUCCEEDED'
             group by r.merchant_id, r.id having count(i.*) <> 1
            union all
            select 'the series ' || series || ' has a gap: ' || count(*) || ' of ' || max(number)
              from invoices where merchant_id in (%1$s)
             group by merchant_id, series, year having count(*) <> max(number)
            """)
        .forEach(violations::add);
  }

  private void events() {
    Set<String> events =
        new HashSet<>(strings("select id::text from events where merchant_id in (%1$s)"));
    Set<String> received = inbox.received();
    Set<String> unheard = new HashSet<>(events);
    unheard.removeAll(received);
    if (!unheard.isEmpty()) {
      violations.add(unheard.size() + " events never came: " + shown(unheard));
    }
    Set<String> unknown = new HashSet<>(received);
    unknown.removeAll(events);
    if (!unknown.isEmpty()) {
      violations.add(unknown.size() + " came that are no events: " + shown(unknown));
    }
  }

  private static List<String> shown(Set<String> ids) {
    return ids.stream().limit(MOST_SHOWN).toList();
  }

  /** A number of the books, for a report. */
  long count(String what) {
    return Long.parseLong(strings("select (" + what + ")::text").get(0));
  }

  private List<String> strings(String query) {
    return rows(query, 1).stream().map(row -> row[0]).toList();
  }

  private List<String[]> rows(String query, int columns) {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = kassa, public");
      List<String[]> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(query.formatted(merchants))) {
        while (rows.next()) {
          String[] row = new String[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = rows.getString(i + 1);
          }
          found.add(row);
        }
      }
      return found;
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }
}
