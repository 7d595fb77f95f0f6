package io.kassa.reconciliation.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.reconciliation.entity.Reconciliation;
import io.kassa.reconciliation.entity.ReconciliationState;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of reconciliations. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReconciliationBook {
  /** Without progress for so long a run is believed dead. */
  static final int LEASE_SECONDS = 900;

  /** A bill that is not there is asked for again so often, once per hour: three days. */
  static final int MOST_RUNS = 72;

  private static final int RETRY_SECONDS = 3_600;
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final String SELECT =
      """
      select r.merchant_id, r.id, r.configuration_id, r.channel, cast(r.bill_date as text),
             r.status, r.runs, r.line_count, r.payment_count, r.refund_count, r.matched_count,
             r.discrepancy_count,
             (select count(*) from discrepancies d
               where d.merchant_id = r.merchant_id and d.reconciliation_id = r.id
                 and d.status = 'OPEN'),
             r.bill_hash, r.reason, r.requested_by, r.created_at, r.started_at, r.ended_at, r.due_at
        from reconciliations r
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private IncidentBook incidents;

  /**
   * Asks for a day in the caller's transaction, unless somebody did; one that failed runs again at
   * once.
   *
   * @return whether this changed anything
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public boolean request(
      UUID merchantId, UUID configurationId, ChannelName channel, LocalDate date, String by) {
    return Sql.change(
            entities,
            """
            insert into reconciliations as r
              (merchant_id, id, configuration_id, channel, bill_date, status, requested_by,
               created_at, due_at)
            values (?1, ?2, ?3, ?4, cast(?5 as date), 'WAITING', ?6, now(), now())
            on conflict (merchant_id, configuration_id, bill_date) do update
               set due_at = now(), status = 'WAITING', ended_at = null, runs = 0
             where r.status = 'FAILED'
            """,
            merchantId,
            UuidCreator.getTimeOrderedEpoch(),
            configurationId,
            channel.name(),
            date.toString(),
            by)
        == 1;
  }

  /** Asks for a day of every live merchant's configurations whose provider keeps books. */
  public int requestDaily(LocalDate date) {
    return Sql.change(
        entities,
        """
        insert into reconciliations
          (merchant_id, id, configuration_id, channel, bill_date, status, requested_by,
           created_at, due_at)
        select c.merchant_id, gen_random_uuid(), c.id, c.channel, cast(?1 as date), 'WAITING',
               'daily', now(), now()
          from channel_configurations c
          join merchants m on m.id = c.merchant_id and m.mode = 'LIVE'
         where c.enabled and c.channel <> 'TEST'
           and not exists (select 1 from reconciliations r
                            where r.merchant_id = c.merchant_id and r.configuration_id = c.id
                              and r.bill_date = cast(?1 as date))
        on conflict (merchant_id, configuration_id, bill_date) do nothing
        """,
        date.toString());
  }

  /** Takes the reconciliation that waits longest; several nodes may do so at once. */
  public Optional<Run> take() {
    UUID stage = UuidCreator.getTimeOrderedEpoch();
    return Sql.row(
            entities,
            """
            with due as (
              select merchant_id, id from reconciliations
               where due_at <= now() order by due_at limit 1 for update skip locked
            )
            update reconciliations r
               set status = 'RUNNING', stage_id = ?1, runs = r.runs + 1, line_count = 0,
                   payment_count = 0, refund_count = 0, reason = null, started_at = now(),
                   ended_at = null, due_at = now() + ?2 * interval '1 second'
              from due
             where r.merchant_id = due.merchant_id and r.id = due.id
            returning r.merchant_id, r.id, r.configuration_id, r.channel,
                      cast(r.bill_date as text), r.runs
            """,
            stage,
            LEASE_SECONDS)
        .map(
            row ->
                new Run(
                    row.uuid(0),
                    row.uuid(1),
                    row.uuid(2),
                    ChannelName.valueOf(row.text(3)),
                    LocalDate.parse(row.text(4)),
                    stage,
                    (int) row.number(5)));
  }

  /**
   * Notes how far a run has come, in the caller's transaction.
   *
   * @throws IllegalStateException if another run took over
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void progress(Run run, long payments, long refunds) {
    require(
        Sql.change(
            entities,
            """
            update reconciliations
               set line_count = ?4, payment_count = ?5, refund_count = ?6,
                   due_at = now() + ?7 * interval '1 second'
             where merchant_id = ?1 and id = ?2 and stage_id = ?3 and status = 'RUNNING'
            """,
            run.merchantId(),
            run.reconciliationId(),
            run.stageId(),
            payments + refunds,
            payments,
            refunds,
            LEASE_SECONDS));
  }

  /**
   * Ends a run in the caller's transaction, with what it found.
   *
   * @throws IllegalStateException if another run took over
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void finish(Run run, String billHash, long matched, long discrepancies) {
    require(
        Sql.change(
            entities,
            """
            update reconciliations
               set status = 'DONE', bill_hash = ?4, matched_count = ?5, discrepancy_count = ?6,
                   ended_at = clock_timestamp(), due_at = null
             where merchant_id = ?1 and id = ?2 and stage_id = ?3 and status = 'RUNNING'
            """,
            run.merchantId(),
            run.reconciliationId(),
            run.stageId(),
            billHash,
            matched,
            discrepancies));
    if (discrepancies > 0) {
      incidents.report(
          IncidentKind.DISCREPANCIES_FOUND,
          about(run),
          discrepancies + " in the bill of " + run.date());
    }
    incidents.settle(
        run.merchantId(), IncidentKind.BILL_MISSING, subject(run), "the bill was compared");
  }

  /** Ends a run without a result; it is tried again in an hour, unless that was the last time. */
  public void fail(Run run, String reason) {
    boolean last = run.number() >= MOST_RUNS;
    int failed =
        Sql.change(
            entities,
            """
            update reconciliations
               set status = 'FAILED', reason = ?4, ended_at = now(),
                   due_at = case when ?5 then null else now() + ?6 * interval '1 second' end
             where merchant_id = ?1 and id = ?2 and stage_id = ?3 and status = 'RUNNING'
            """,
            run.merchantId(),
            run.reconciliationId(),
            run.stageId(),
            reason,
            last,
            RETRY_SECONDS);
    if (failed > 0 && last) {
      incidents.report(IncidentKind.BILL_MISSING, about(run), run.date() + ": " + reason);
    }
  }

  /** A page of reconciliations, newest first; everybody's if no merchant is named. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<Reconciliation> page(UUID merchantId, Instant createdBefore, UUID before, int limit) {
    return Sql.rows(
            entities,
            SELECT
                + """
                 where (cast(?1 as uuid) is null or r.merchant_id = cast(?1 as uuid))
                   and (cast(?2 as timestamptz) is null
                        or (r.created_at, r.id) < (cast(?2 as timestamptz), ?3))
                 order by r.created_at desc, r.id desc limit ?4
                """,
            merchantId,
            createdBefore,
            before == null ? BEFORE_ALL : before,
            limit)
        .stream()
        .map(ReconciliationBook::reconciliation)
        .toList();
  }

  /** One reconciliation. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Reconciliation> find(UUID id) {
    return Sql.row(entities, SELECT + " where r.id = ?1", id)
        .map(ReconciliationBook::reconciliation);
  }

  /** The reconciliation of a day. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Reconciliation> findDay(UUID merchantId, UUID configurationId, LocalDate date) {
    return Sql.row(
            entities,
            SELECT
                + """
                 where r.merchant_id = ?1 and r.configuration_id = ?2
                   and r.bill_date = cast(?3 as date)
                """,
            merchantId,
            configurationId,
            date.toString())
        .map(ReconciliationBook::reconciliation);
  }

  private static void require(int changed) {
    if (changed != 1) {
      throw new IllegalStateException("another run took the reconciliation over");
    }
  }

  private static String subject(Run run) {
    return run.reconciliationId().toString();
  }

  private static About about(Run run) {
    return new About(run.merchantId(), subject(run), null, null, run.configurationId());
  }

  private static Reconciliation reconciliation(Row row) {
    return new Reconciliation(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        ChannelName.valueOf(row.text(3)),
        LocalDate.parse(row.text(4)),
        ReconciliationState.valueOf(row.text(5)),
        (int) row.number(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.number(10),
        row.number(11),
        row.number(12),
        row.text(13),
        row.text(14),
        row.text(15),
        row.time(16),
        row.time(17),
        row.time(18),
        row.time(19));
  }
}
