package io.kassa.reconciliation.control;

import io.kassa.access.Caller;
import io.kassa.audit.AuditLog;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentKind;
import io.kassa.reconciliation.entity.BillSubject;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.reconciliation.entity.DiscrepancyKind;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Discrepancies after they were found: reads them, and is the sole writer of how they end. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DiscrepancyBook {
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final String SELECT =
      """
      select d.merchant_id, d.id, d.reconciliation_id, d.kind, d.subject, d.line,
             d.transaction_id, d.order_number, d.refund_number, d.bill_amount_minor,
             d.bill_currency, d.bill_state, d.bill_at, d.payment_id, d.attempt_id, d.refund_id,
             d.own_amount_minor, d.own_currency, d.own_state, d.own_at, d.status, d.action,
             d.reason, d.outcome, d.resolved_by, d.resolved_at, d.created_at
        from discrepancies d
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private AuditLog audit;
  @EJB private IncidentBook incidents;

  /**
   * What an operator decided and what came of it.
   *
   * @param outcome what the action found or did
   * @param posting null unless money is moved to or from suspense
   */
  public record Ending(
      DiscrepancyAction action, String reason, String outcome, SuspensePosting posting) {}

  /** A posting between clearing and suspense; the amount is more than 0. */
  public record SuspensePosting(UUID debit, UUID credit, long amountMinor, String currency) {}

  /**
   * A page of a reconciliation's discrepancies, in an order that stays.
   *
   * @param open those that wait or those that do not; null for both
   * @param kind null for all
   * @param after the last one of the page before; null for the first page
   */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<Discrepancy> page(
      UUID reconciliationId, Boolean open, DiscrepancyKind kind, UUID after, int limit) {
    return Sql.rows(
            entities,
            SELECT
                + """
                 where d.merchant_id = (select merchant_id from reconciliations where id = ?1)
                   and d.reconciliation_id = ?1 and d.id > ?2
                   and (cast(?3 as text) is null or d.status = cast(?3 as text))
                   and (cast(?4 as text) is null or d.kind = cast(?4 as text))
                 order by d.id limit ?5
                """,
            reconciliationId,
            after == null ? BEFORE_ALL : after,
            open == null ? null : open ? "OPEN" : "RESOLVED",
            kind == null ? null : kind.name(),
            limit)
        .stream()
        .map(DiscrepancyBook::discrepancy)
        .toList();
  }

  /** One discrepancy. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Discrepancy> find(UUID id) {
    return Sql.row(entities, SELECT + " where d.id = ?1", id).map(DiscrepancyBook::discrepancy);
  }

  /**
   * Ends a discrepancy once, with its posting and its entry in the audit log; one that ended the
   * same way stays as it is.
   *
   * @return the discrepancy as it is then
   * @throws PaymentException RESOLUTION_REFUSED if it ended another way
   */
  public Discrepancy end(Caller caller, Discrepancy discrepancy, Ending ending) {
    int ended =
        Sql.change(
            entities,
            """
            update discrepancies
               set status = 'RESOLVED', action = ?3, reason = ?4, outcome = ?5, resolved_by = ?6,
                   resolved_at = now()
             where merchant_id = ?1 and id = ?2 and status = 'OPEN'
            """,
            discrepancy.merchantId(),
            discrepancy.id(),
            ending.action().name(),
            ending.reason(),
            ending.outcome(),
            caller.name());
    if (ended == 1) {
      post(discrepancy, ending.posting());
      audit.record(
          caller,
          "discrepancy.resolved",
          discrepancy.merchantId(),
          discrepancy.id().toString(),
          ending.action() + ": " + ending.reason());
      settle(discrepancy);
    }
    return requireSame(find(discrepancy.id()).orElseThrow(), ending.action(), ending.reason());
  }

  /**
   * A discrepancy that is open, or that ended this way.
   *
   * @throws PaymentException RESOLUTION_REFUSED if it ended another way
   */
  static Discrepancy requireSame(Discrepancy discrepancy, DiscrepancyAction action, String reason) {
    Discrepancy.Resolution resolution = discrepancy.resolution();
    if (resolution != null
        && (resolution.action() != action || !reason.equals(resolution.reason()))) {
      throw PaymentException.of(
          ErrorCode.RESOLUTION_REFUSED, "It was resolved by " + resolution.action() + " before.");
    }
    return discrepancy;
  }

  private void post(Discrepancy discrepancy, SuspensePosting posting) {
    if (posting == null) {
      return;
    }
    UUID reference =
        discrepancy.own() == null ? discrepancy.reconciliationId() : discrepancy.own().paymentId();
    Sql.change(
        entities,
        """
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id, debit_account,
           credit_account, amount_minor, currency, booked_at)
        values (?1, ?2, 1, 'SUSPENSE', ?3, ?4, ?5, ?6, ?7, now())
        """,
        discrepancy.merchantId(),
        discrepancy.id(),
        reference,
        posting.debit(),
        posting.credit(),
        posting.amountMinor(),
        posting.currency());
  }

  /** The incident that called a person is over with the last discrepancy. */
  private void settle(Discrepancy discrepancy) {
    if (page(discrepancy.reconciliationId(), true, null, null, 1).isEmpty()) {
      incidents.settle(
          discrepancy.merchantId(),
          IncidentKind.DISCREPANCIES_FOUND,
          discrepancy.reconciliationId().toString(),
          "all are resolved");
    }
  }

  private static Discrepancy discrepancy(Row row) {
    return new Discrepancy(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        DiscrepancyKind.valueOf(row.text(3)),
        BillSubject.valueOf(row.text(4)),
        bill(row),
        own(row),
        resolution(row),
        row.time(26));
  }

  private static Discrepancy.BillSide bill(Row row) {
    return row.isNull(5)
        ? null
        : new Discrepancy.BillSide(
            (int) row.number(5),
            row.text(6),
            row.text(7),
            row.text(8),
            row.number(9),
            row.text(10),
            row.text(11),
            row.time(12));
  }

  private static Discrepancy.OwnSide own(Row row) {
    return row.isNull(14)
        ? null
        : new Discrepancy.OwnSide(
            row.uuid(13),
            row.uuid(14),
            row.uuid(15),
            row.number(16),
            row.text(17),
            row.text(18),
            row.time(19));
  }

  private static Discrepancy.Resolution resolution(Row row) {
    return row.isNull(21)
        ? null
        : new Discrepancy.Resolution(
            DiscrepancyAction.valueOf(row.text(21)),
            row.text(22),
            row.text(23),
            row.text(24),
            row.time(25));
  }
}
