package io.kassa.refund.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.refund.entity.CreditNoteRef;
import io.kassa.refund.entity.RefundCause;
import io.kassa.refund.entity.RefundState;
import io.kassa.refund.entity.WrittenRefund;
import java.time.Instant;
import java.util.UUID;

/**
 * A refund as its merchant sees it.
 *
 * @param refundId the merchant's own id; null for a refund that Kassa made by itself
 * @param amountMinor positive, minor units of {@code currency}
 * @param reason the merchant's; null if it gave none
 * @param failure the channel's word where it refused, else null
 * @param channel through which the money goes back
 * @param endedAt null while it is pending
 * @param creditNote null where none will come: the refund failed, or the payment has no invoice
 */
public record RefundView(
    UUID id,
    String refundId,
    UUID paymentId,
    long amountMinor,
    String currency,
    RefundCause cause,
    RefundState status,
    String reason,
    String failure,
    ChannelName channel,
    Instant createdAt,
    Instant endedAt,
    boolean test,
    CreditNoteRef creditNote) {

  static RefundView of(WrittenRefund refund) {
    return new RefundView(
        refund.id(),
        refund.refundId(),
        refund.paymentId(),
        refund.amountMinor(),
        refund.currency(),
        refund.cause(),
        refund.status(),
        refund.reason(),
        refund.failure(),
        refund.channel(),
        refund.createdAt(),
        refund.endedAt(),
        refund.test(),
        refund.creditNote());
  }

  /** As the call that created it was answered: what a channel does comes later. */
  static RefundView asCreated(WrittenRefund refund) {
    boolean atOnce = refund.channel() == ChannelName.BALANCE;
    return new RefundView(
        refund.id(),
        refund.refundId(),
        refund.paymentId(),
        refund.amountMinor(),
        refund.currency(),
        refund.cause(),
        atOnce ? RefundState.SUCCEEDED : RefundState.PENDING,
        refund.reason(),
        null,
        refund.channel(),
        refund.createdAt(),
        atOnce ? refund.endedAt() : null,
        refund.test(),
        refund.invoiced() ? CreditNoteRef.PENDING : null);
  }

  /** Leaves the reason out, which is free text. */
  @Override
  public String toString() {
    return "RefundView[" + id + " " + status + "]";
  }
}
