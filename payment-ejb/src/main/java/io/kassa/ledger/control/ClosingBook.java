package io.kassa.ledger.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The sole writer of closings. A day is closed when nothing can be booked on it any more. A posting
 * carries the time at which its transaction began, so one that commits late is booked on the day
 * before; a transaction of the runtime role ends after 30 s. The day is taken up {@value
 * #MARGIN_MINUTES} minutes after its end, and only while no transaction of the role is older than
 * that end. From then on its sums never change, so that its accounts may be summed in many small
 * transactions.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ClosingBook {
  /** How many accounts one transaction sums. */
  static final int BATCH = 200;

  private static final int MARGIN_MINUTES = 15;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Behind which account the next batch begins. */
  public record Place(UUID merchantId, UUID accountId) {
    static final Place START = new Place(new UUID(0, 0), new UUID(0, 0));
  }

  /** The oldest day that is not closed and can be; empty if there is none. */
  public Optional<LocalDate> nextDay() {
    // an account is opened in a transaction of its own and may be younger than its first posting
    return Sql.row(
            entities,
            """
            with next as (
              select coalesce((select max(day) + 1 from ledger_closed_days),
                              (select cast((min(created_at) - interval '1 hour') at time zone 'UTC'
                                           as date) from ledger_accounts)) as day
            ), bounds as (
              select day, cast(day + 1 as timestamp) at time zone 'UTC' as until from next
            )
            select cast(day as text) from bounds
             where until + ?1 * interval '1 minute' < now()
               and not exists (select 1 from pg_stat_activity
                                where usename = current_user and xact_start < until)
            """,
            MARGIN_MINUTES)
        .map(row -> LocalDate.parse(row.text(0)));
  }

  /**
   * Closes the next accounts of a day, unless another node is about it.
   *
   * @return where the next batch begins; null if another node is at work
   */
  public Place close(LocalDate day, Place after) {
    boolean mine =
        Sql.row(entities, "select pg_try_advisory_xact_lock(hashtext('kassa.ledger.closing'))")
            .orElseThrow()
            .flag(0);
    if (!mine) {
      return null;
    }
    return Sql.row(
            entities,
            ClosingStatement.CLOSE,
            day.toString(),
            after.merchantId(),
            after.accountId(),
            BATCH)
        .map(row -> new Place(row.uuid(0), row.uuid(1)))
        .orElse(Place.START);
  }

  /** Notes that every account of a day is closed. */
  public void closed(LocalDate day) {
    Sql.change(
        entities,
        """
        insert into ledger_closed_days (day, closed_at) values (cast(?1 as date), now())
        on conflict (day) do nothing
        """,
        day.toString());
  }
}
