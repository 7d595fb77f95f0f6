package io.kassa.budget;

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
 * The sole writer of daily budgets. Each call is a transaction of its own, so that the row that all
 * nodes share is locked for one statement only, and a payment that rolls back leaves the count
 * right.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BudgetBook {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Draws from today's budget, by the database's clock; empty if it does not hold so much. */
  public Optional<Drawn> draw(UUID merchantId, String currency, long limitMinor, long minor) {
    return Sql.row(
            entities,
            """
            insert into daily_budgets (merchant_id, currency, day, drawn_minor)
            select ?1, ?2, cast(clock_timestamp() at time zone 'UTC' as date), ?3 where ?3 <= ?4
            on conflict (merchant_id, currency, day) do update
               set drawn_minor = daily_budgets.drawn_minor + excluded.drawn_minor
             where daily_budgets.drawn_minor + excluded.drawn_minor <= ?4
            returning cast(day as text),
                      cast(extract(epoch from cast(day + 1 as timestamp)
                                              - (clock_timestamp() at time zone 'UTC')) * 1000
                           as bigint)
            """,
            merchantId,
            currency,
            minor,
            limitMinor)
        .map(row -> new Drawn(LocalDate.parse(row.text(0)), minor, row.number(1)));
  }

  /** Gives back what was drawn on a day and not used. */
  public void giveBack(UUID merchantId, String currency, LocalDate day, long minor) {
    Sql.change(
        entities,
        """
        update daily_budgets set drawn_minor = drawn_minor - ?4
         where merchant_id = ?1 and currency = ?2 and day = cast(?3 as date)
        """,
        merchantId,
        currency,
        day.toString(),
        minor);
  }

  /** Removes the rows of days that are long over; at most so many. */
  public int removeOld(int most) {
    return Sql.change(
        entities,
        """
        delete from daily_budgets where (merchant_id, currency, day) in (
          select merchant_id, currency, day from daily_budgets
           where day < cast(now() at time zone 'UTC' as date) - 31
           order by day limit ?1 for update skip locked)
        """,
        most);
  }
}
