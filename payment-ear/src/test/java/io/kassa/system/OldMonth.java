package io.kassa.system;

import io.kassa.instance.Instance;
import io.kassa.instance.LocalJmx;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** A month of events that should have left long ago. */
record OldMonth(YearMonth month) {
  /** More than {@code kassa.archive.eventMonths} of the tests. */
  private static final int AGE = 30;

  /** Makes its partition; {@code later} counts from the oldest of a test, 0 to 9. */
  static OldMonth make(int later) {
    OldMonth made = new OldMonth(YearMonth.now(ZoneOffset.UTC).minusMonths(AGE - later));
    asOwner(
        "create table kassa.%s partition of kassa.events for values from ('%s') to ('%s')"
            .formatted(made.table(), made.month.atDay(1), made.month.plusMonths(1).atDay(1)));
    return made;
  }

  String table() {
    return "events_%d_%02d".formatted(month.getYear(), month.getMonthValue());
  }

  String archived() {
    return "kassa_archive." + table();
  }

  /** A merchant's events of this month, which nobody waits for. */
  void events(Shop shop, int count) {
    asOwner(
        """
        insert into kassa.events (merchant_id, id, object_id, type, created_at)
        select '%1$s', gen_random_uuid(), '%1$s', 'webhook.endpoint_disabled',
               date '%2$s' + n * interval '1 second'
          from generate_series(1, %3$d) n
        """
            .formatted(shop.merchantId(), month.atDay(2), count));
  }

  /** Where it is: {@code attached}, {@code pending}, {@code detached} or {@code archived}. */
  String place() {
    return Books.strings(
            """
            select case when to_regclass('%s') is not null then 'archived'
                        when i.inhdetachpending then 'pending'
                        when i.inhdetachpending is not null then 'attached'
                        else 'detached' end
              from (select 1) one
              left join pg_inherits i on i.inhrelid = to_regclass('%s')
            """
                .formatted(archived(), table()))
        .get(0);
  }

  /** Takes the archive's tables away, and all notes of them. */
  static void forgetAll() {
    Books.script(
        """
        do $$ declare name text; begin
          for name in select relname from pg_class
                       where relnamespace = 'kassa_archive'::regnamespace and relkind = 'r' loop
            execute format('drop table kassa_archive.%I', name);
          end loop;
        end $$;
        delete from archived_events; delete from archived_months
        """);
  }

  /** What {@code run()} of the MBean tells. */
  static List<String> run() {
    try (JMXConnector connector = LocalJmx.connect(Instance.current().server().processId())) {
      Object lines =
          connector
              .getMBeanServerConnection()
              .invoke(new ObjectName("io.kassa:type=Archive"), "run", null, null);
      return List.of((String[]) lines);
    } catch (IOException | JMException failure) {
      throw new IllegalStateException("not run", failure);
    }
  }

  static void asOwner(String... statements) {
    try (Connection connection = Instance.current().database().owner();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException(failure.getMessage().toLowerCase(Locale.ROOT), failure);
    }
  }
}
