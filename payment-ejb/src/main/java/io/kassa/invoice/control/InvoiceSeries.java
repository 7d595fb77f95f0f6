package io.kassa.invoice.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** The counters of documents: one per merchant, series and year, without gaps. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class InvoiceSeries {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** A number of a series, taken in the caller's transaction. */
  public record Next(UUID merchantId, String series, int year, long number, Instant now) {
    String label() {
      return "%s-%d-%06d".formatted(series, year, number);
    }
  }

  /**
   * Takes the next number of this year. The merchant's counter is locked until the transaction
   * ends: under it one document gets one number, and a number that is rolled back is given again.
   */
  public Next take(UUID merchantId, String series) {
    return take(merchantId, series, 1).get(0);
  }

  /**
   * For the rest of the caller's transaction, whatever it waits for a fifth of a second is refused.
   */
  public void waitShortly() {
    Sql.row(entities, "select set_config('lock_timeout', '200ms', true)");
  }

  /** Takes the next numbers of this year, in their order; the same holds for each of them. */
  public List<Next> take(UUID merchantId, String series, int count) {
    Row row =
        Sql.row(
                entities,
                """
                insert into invoice_series as s (merchant_id, series, year, last_number)
                values (?1, ?2, extract(year from now() at time zone 'UTC'), ?3)
                on conflict (merchant_id, series, year)
                  do update set last_number = s.last_number + excluded.last_number
                returning year, last_number, now()
                """,
                merchantId,
                series,
                count)
            .orElseThrow();
    int year = Math.toIntExact(row.number(0));
    long last = row.number(1);
    return LongStream.rangeClosed(last - count + 1, last)
        .mapToObj(number -> new Next(merchantId, series, year, number, row.time(2)))
        .toList();
  }

  /**
   * Gives a number and those behind it back in the transaction that took them: their documents had
   * one already.
   */
  public void giveBack(Next next) {
    Sql.change(
        entities,
        """
        update invoice_series set last_number = ?4 - 1
         where merchant_id = ?1 and series = ?2 and year = ?3
        """,
        next.merchantId(),
        next.series(),
        next.year(),
        next.number());
  }
}
