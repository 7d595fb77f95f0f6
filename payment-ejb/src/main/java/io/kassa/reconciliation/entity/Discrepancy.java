package io.kassa.reconciliation.entity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * One difference between a bill and the books, with both sides' facts as they were compared.
 *
 * @param bill what the bill tells; null if it tells nothing
 * @param own what Kassa knows; null if it knows nothing
 * @param resolution null while it is open
 */
public record Discrepancy(
    UUID merchantId,
    UUID id,
    UUID reconciliationId,
    DiscrepancyKind kind,
    BillSubject subject,
    BillSide bill,
    OwnSide own,
    Resolution resolution,
    Instant createdAt) {

  /**
   * A line of the bill.
   *
   * @param line counted from 1
   * @param refundNumber null for a payment, and for a refund that was not made through Kassa
   * @param state the provider's word
   */
  public record BillSide(
      int line,
      String transactionId,
      String orderNumber,
      String refundNumber,
      long amountMinor,
      String currency,
      String state,
      Instant at) {}

  /**
   * What was booked.
   *
   * @param refundId null for a payment
   * @param state of the attempt or the refund
   * @param at when it ended here; null if it had not
   */
  public record OwnSide(
      UUID paymentId,
      UUID attemptId,
      UUID refundId,
      long amountMinor,
      String currency,
      String state,
      Instant at) {}

  /**
   * How it was resolved.
   *
   * @param reason the operator's words
   * @param outcome what the action found or did
   */
  public record Resolution(
      DiscrepancyAction action, String reason, String outcome, String by, Instant at) {}

  /** Whether it waits for an operator. */
  public boolean isOpen() {
    return resolution == null;
  }

  /** The actions that fit. What only the provider knows cannot be asked for by our order number. */
  public Set<DiscrepancyAction> actions() {
    EnumSet<DiscrepancyAction> actions = EnumSet.of(DiscrepancyAction.IGNORE);
    boolean asked =
        switch (kind) {
          case STATE, AMOUNT, MISSING_THERE -> true;
          case DUPLICATE, MISSING_HERE -> false;
        };
    if (asked) {
      actions.add(DiscrepancyAction.QUERY_AND_BOOK);
    }
    if (kind == DiscrepancyKind.STATE && subject == BillSubject.PAYMENT) {
      actions.add(DiscrepancyAction.REFUND);
    }
    if (kind != DiscrepancyKind.STATE && surplusMinor() != 0) {
      actions.add(DiscrepancyAction.SUSPENSE);
    }
    return actions;
  }

  /**
   * By how much the money at the channel is more than the books say, in minor units of {@link
   * #currency}; negative if it is less. 0 where that cannot be said: with two currencies, and with
   * a state, which the channel decides.
   */
  public long surplusMinor() {
    long sign = subject == BillSubject.PAYMENT ? 1 : -1;
    return switch (kind) {
      case MISSING_HERE, DUPLICATE -> sign * bill.amountMinor();
      case MISSING_THERE -> -sign * own.amountMinor();
      case AMOUNT ->
          bill.currency().equals(own.currency())
              ? sign * (bill.amountMinor() - own.amountMinor())
              : 0;
      case STATE -> 0;
    };
  }

  /** The currency of {@link #surplusMinor}. */
  public String currency() {
    return bill == null ? own.currency() : bill.currency();
  }
}
