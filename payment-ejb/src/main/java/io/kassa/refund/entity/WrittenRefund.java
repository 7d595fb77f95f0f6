package io.kassa.refund.entity;

import io.kassa.channel.ChannelName;
import io.kassa.storage.Bytes;
import java.time.Instant;
import java.util.UUID;

/**
 * A refund as the books have it, with what its readers want to know.
 *
 * @param refundId the merchant's own id; null for a refund that Kassa made by itself
 * @param reason the merchant's; null if it gave none, or it was erased
 * @param failure the channel's word where it refused, else null
 * @param endedAt null while it is pending
 * @param requestHash of what the merchant asked for; null for a refund that Kassa made by itself
 * @param invoiced whether the refunded money stands on an invoice
 * @param creditNoteNumber of the credit note that has a file, else null
 */
public record WrittenRefund(
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
    Bytes requestHash,
    boolean invoiced,
    String creditNoteNumber) {

  /** The credit note of this refund; null where none will come. */
  public CreditNoteRef creditNote() {
    return invoiced && status != RefundState.FAILED ? new CreditNoteRef(creditNoteNumber) : null;
  }

  /** Leaves the reason out, which is free text. */
  @Override
  public String toString() {
    return "WrittenRefund[" + id + " " + status + "]";
  }
}
