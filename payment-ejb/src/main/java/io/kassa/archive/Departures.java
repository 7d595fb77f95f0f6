package io.kassa.archive;

import io.kassa.outbox.Consumers;
import io.kassa.report.control.RollupBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The steps by which a month of events leaves, over one connection in auto-commit. Each is one
 * statement, so after a crash at any line the database tells where to go on:
 *
 * <ol>
 *   <li>noted: a row in {@code archived_months}, and by merchant in {@code archived_events} up to
 *       where its events are gone. From here on a cursor before that is refused;
 *   <li>detach pending: who begins now does not see the partition. PostgreSQL waits for those who
 *       did, without holding a lock that anybody waits for, and gives up after {@link
 *       #MOST_WAITED};
 *   <li>detached: an ordinary table;
 *   <li>moved to the archive.
 * </ol>
 */
final class Departures {
  /** How long a step waits for each transaction in its way before it is left for the next run. */
  static final String MOST_WAITED = "5s";

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String LOCK = "select pg_try_advisory_lock(hashtext('kassa.archive'))";
  private static final String UNLOCK = "select pg_advisory_unlock(hashtext('kassa.archive'))";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'events_'uuuu_MM", Locale.ROOT);

  private static final String DUE =
      """
      select to_char(due.month, 'YYYY-MM')
        from (select month from kassa.archived_months where archived_at is null
              union
              select m.month
                from pg_inherits i
                join pg_class c on c.oid = i.inhrelid
               cross join lateral (select to_date(substr(c.relname, 8), 'YYYY_MM') as month) m
               where i.inhparent = cast('kassa.events' as regclass)
                 and c.relname ~ '^events_[0-9]{4}_[0-9]{2}$' and ? > 0
                 and m.month + make_interval(months => ? + 1)
                     <= date_trunc('month', now() at time zone 'UTC')) due
       order by due.month
      """;

  private static final String STATE =
      """
      select i.inhdetachpending,
             exists (select 1 from kassa.archived_months where month = cast(? as date))
        from (select to_regclass(?) as oid) t
        left join pg_inherits i on i.inhrelid = t.oid
      """;

  /** The outbox has no index by time, but few rows; the events are found by their own index. */
  private static final String NEED =
      """
      select case
        when exists (select 1 from kassa.outbox
                      where consumer = '%2$s' and created_at < cast(? as timestamptz))
        then 'notices of events wait for their webhooks, perhaps as dead letters'
        when exists (select 1 from kassa.report_cursor c
                       join kassa.%1$s e on (e.position, e.id) > (c.position, c.event_id)
                      where e.type in (%3$s))
        then 'reports have not counted its events'
      end
      """;

  /**
   * Where a merchant's first event that stays was written before its last that leaves, by
   * transactions side by side when the month changed, the place ends before the former: it must
   * remain a place to read on from.
   */
  private static final String NOTE =
      """
      with noted as (
        insert into kassa.archived_months (month, began_at) values (cast(? as date), now())
        on conflict do nothing
      )
      insert into kassa.archived_events as a (merchant_id, position, event_id)
      select m.id, gone.position, gone.id
        from kassa.merchants m
        left join lateral (
          select e.position from kassa.events e
           where e.merchant_id = m.id and e.created_at >= cast(? as timestamptz)
           order by e.position limit 1) kept on true
       cross join lateral (
          select e.position, e.id from kassa.%s e
           where e.merchant_id = m.id and (kept.position is null or e.position < kept.position)
           order by e.position desc, e.id desc limit 1) gone
      on conflict (merchant_id) do update
         set position = excluded.position, event_id = excluded.event_id
       where (a.position, a.event_id) < (excluded.position, excluded.event_id)
      """;

  /** If somebody took the table away, there is nothing more to move; the audit log tells anyway. */
  private static final String MOVE =
      """
      do $$ begin
        alter table if exists kassa.%1$s set schema kassa_archive;
        update kassa.archived_months set archived_at = now() where month = '%2$s';
        insert into kassa.audit_entries (id, at, actor_kind, actor, action, details)
        values (gen_random_uuid(), now(), 'system', 'archive', 'events.archived', '%1$s');
      end $$
      """;

  private static final String ARCHIVED =
      """
      select format('%s, %s', relname, pg_size_pretty(pg_total_relation_size(oid))) from pg_class
       where relnamespace = to_regnamespace('kassa_archive') and relkind = 'r' order by relname
      """;

  private final Connection connection;

  Departures(Connection connection) {
    this.connection = connection;
  }

  /** The partition of a month, without its schema. */
  static String table(YearMonth month) {
    return NAME.format(month);
  }

  /** Takes the lock for this connection; false if another has it. */
  boolean begin() throws SQLException {
    execute("set lock_timeout = '" + MOST_WAITED + "'");
    return "t".equals(answer(LOCK));
  }

  /** Gives lock and connection back as they were. */
  void end() throws SQLException {
    answer(UNLOCK);
    execute("reset lock_timeout");
  }

  /**
   * What should leave, oldest first: what was begun, and what is older than {@code months} full
   * months by the database's clock.
   *
   * @param months 0 for never
   */
  List<YearMonth> due(int months) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DUE)) {
      query.setInt(1, months);
      query.setInt(2, months);
      return column(query).stream().map(YearMonth::parse).toList();
    }
  }

  /** Takes a month through all steps that are left; tells why it stays, or null if it is gone. */
  String send(YearMonth month) throws SQLException {
    String table = table(month);
    State state = state(month);
    if (state.attached()) {
      if (!state.noted()) {
        String need = need(month);
        if (need != null) {
          return need;
        }
        note(month);
      }
      try {
        execute(
            "alter table kassa.events detach partition kassa.%s %s"
                .formatted(table, state.pending() ? "finalize" : "concurrently"));
      } catch (SQLException failure) {
        if (!LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
          throw failure;
        }
        return "a transaction that began before it left still runs";
      }
    }
    execute(MOVE.formatted(table, month.atDay(1)));
    return null;
  }

  /** The tables of the archive with their size, oldest first. */
  List<String> archived() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ARCHIVED)) {
      return column(query);
    }
  }

  /**
   * How far a month is.
   *
   * @param pending whether a detachment was broken off
   */
  private record State(boolean attached, boolean pending, boolean noted) {}

  private State state(YearMonth month) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATE)) {
      query.setString(1, month.atDay(1).toString());
      query.setString(2, "kassa." + table(month));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        boolean pending = row.getBoolean(1);
        return new State(!row.wasNull(), pending, row.getBoolean(2));
      }
    }
  }

  private String need(YearMonth month) throws SQLException {
    String query = NEED.formatted(table(month), Consumers.WEBHOOK, RollupBook.COUNTED_TYPES);
    try (PreparedStatement asked = connection.prepareStatement(query)) {
      asked.setString(1, end(month));
      return column(asked).get(0);
    }
  }

  private void note(YearMonth month) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(NOTE.formatted(table(month)))) {
      change.setString(1, month.atDay(1).toString());
      change.setString(2, end(month));
      change.executeUpdate();
    }
  }

  /** The first moment after a month. */
  private static String end(YearMonth month) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return end.toString();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String answer(String query) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(query)) {
      return column(asked).get(0);
    }
  }

  private static List<String> column(PreparedStatement query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
