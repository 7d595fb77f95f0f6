package io.kassa.ledger.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.ledger.entity.FeeSchedule;
import io.kassa.ledger.entity.NewFee;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of fee schedules. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class FeeBook {
  /** How many schedules a merchant can have, past and future. */
  static final int MOST_SCHEDULES = 1_000;

  private static final String COLUMNS =
      "merchant_id, id, channel, currency, rate_ppm, fixed_minor, effective_from, created_at";

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Writes a schedule; empty if its time is too near for every node to know it then.
   *
   * @param leadSeconds how far ahead its time has to be
   */
  public Optional<FeeSchedule> add(UUID merchantId, NewFee fee, int leadSeconds) {
    return Sql.row(
            entities,
            """
            insert into fee_schedules
              (merchant_id, id, channel, currency, rate_ppm, fixed_minor, effective_from, created_at)
            select ?1, ?2, ?3, ?4, ?5, ?6, t.effective_from, clock_timestamp()
              from (select coalesce(cast(?7 as timestamptz),
                                    clock_timestamp() + ?8 * interval '1 second')
                           as effective_from) t
             where t.effective_from >= clock_timestamp() + (?8 - 1) * interval '1 second'
            returning\s"""
                + COLUMNS,
            merchantId,
            UuidCreator.getTimeOrderedEpoch(),
            fee.channel().name(),
            fee.currency(),
            fee.ratePpm(),
            fee.fixedMinor(),
            fee.effectiveFrom() == null ? null : fee.effectiveFrom().toString(),
            leadSeconds)
        .map(FeeBook::schedule);
  }

  /** All schedules of a merchant, the ones that come into force last first. */
  public List<FeeSchedule> of(UUID merchantId) {
    return Sql.rows(
            entities,
            "select "
                + COLUMNS
                + """
                 from fee_schedules where merchant_id = ?1
                order by effective_from desc, id desc limit ?2
                """,
            merchantId,
            MOST_SCHEDULES)
        .stream()
        .map(FeeBook::schedule)
        .toList();
  }

  /** Schedules made at or after a time, in the order of their ids, behind one of them. */
  public List<FeeSchedule> since(Instant createdAt, UUID afterId, int limit) {
    return Sql.rows(
            entities,
            "select "
                + COLUMNS
                + """
                 from fee_schedules where created_at >= ?1 and id > cast(?2 as uuid)
                order by id limit ?3
                """,
            createdAt,
            afterId,
            limit)
        .stream()
        .map(FeeBook::schedule)
        .toList();
  }

  private static FeeSchedule schedule(Row row) {
    return new FeeSchedule(
        row.uuid(0),
        row.uuid(1),
        ChannelName.valueOf(row.text(2)),
        row.text(3),
        (int) row.number(4),
        row.number(5),
        row.time(6),
        row.time(7));
  }
}
