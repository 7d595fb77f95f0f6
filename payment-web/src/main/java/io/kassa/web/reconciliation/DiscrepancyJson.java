package io.kassa.web.reconciliation;

import io.kassa.reconciliation.entity.BillSubject;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.reconciliation.entity.DiscrepancyKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A discrepancy as answered; a side that tells nothing is left out, and so is what is not known.
 */
public record DiscrepancyJson(
    UUID id,
    UUID reconciliationId,
    UUID merchantId,
    DiscrepancyKind kind,
    BillSubject subject,
    DiscrepancyStatus status,
    BillJson bill,
    OwnJson own,
    List<DiscrepancyAction> actions,
    DiscrepancyAction action,
    String reason,
    String outcome,
    String resolvedBy,
    Instant resolvedAt,
    Instant createdAt) {

  /** Whether it waits for an operator. */
  public enum DiscrepancyStatus {
    OPEN,
    RESOLVED
  }

  /** What the bill tells. */
  public record BillJson(
      int line,
      String transactionId,
      String orderNumber,
      String refundNumber,
      long amount,
      String currency,
      String state,
      Instant at) {

    private static BillJson of(Discrepancy.BillSide bill) {
      return bill == null
          ? null
          : new BillJson(
              bill.line(),
              bill.transactionId(),
              bill.orderNumber(),
              bill.refundNumber(),
              bill.amountMinor(),
              bill.currency(),
              bill.state(),
              bill.at());
    }
  }

  /** What was booked. */
  public record OwnJson(
      UUID paymentId,
      UUID attemptId,
      UUID refundId,
      long amount,
      String currency,
      String state,
      Instant at) {

    private static OwnJson of(Discrepancy.OwnSide own) {
      return own == null
          ? null
          : new OwnJson(
              own.paymentId(),
              own.attemptId(),
              own.refundId(),
              own.amountMinor(),
              own.currency(),
              own.state(),
              own.at());
    }
  }

  static DiscrepancyJson of(Discrepancy found) {
    Discrepancy.Resolution resolution = found.resolution();
    boolean open = found.isOpen();
    return new DiscrepancyJson(
        found.id(),
        found.reconciliationId(),
        found.merchantId(),
        found.kind(),
        found.subject(),
        open ? DiscrepancyStatus.OPEN : DiscrepancyStatus.RESOLVED,
        BillJson.of(found.bill()),
        OwnJson.of(found.own()),
        open ? List.copyOf(found.actions()) : List.of(),
        open ? null : resolution.action(),
        open ? null : resolution.reason(),
        open ? null : resolution.outcome(),
        open ? null : resolution.by(),
        open ? null : resolution.at(),
        found.createdAt());
  }
}
