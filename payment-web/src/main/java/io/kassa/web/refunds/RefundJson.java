package io.kassa.web.refunds;

import io.kassa.channel.ChannelName;
import io.kassa.refund.boundary.RefundView;
import io.kassa.refund.entity.CreditNoteRef;
import io.kassa.refund.entity.RefundCause;
import io.kassa.refund.entity.RefundState;
import io.kassa.web.platform.Links;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A refund as answered; see {@link RefundView} for nullness. */
public record RefundJson(
    UUID id,
    String refundId,
    UUID paymentId,
    long amount,
    String currency,
    RefundCause cause,
    RefundState status,
    String reason,
    String failure,
    ChannelName channel,
    Instant createdAt,
    Instant endedAt,
    boolean test,
    CreditNoteRefJson creditNote,
    Map<String, String> links) {

  /** Where the credit note is: {@code ISSUED}, or {@code PENDING} and without number. */
  public record CreditNoteRefJson(String status, String number, String href) {
    private static CreditNoteRefJson of(CreditNoteRef note, String href) {
      return note == null
          ? null
          : new CreditNoteRefJson(note.issued() ? "ISSUED" : "PENDING", note.number(), href);
    }
  }

  static RefundJson of(RefundView refund, Links links) {
    String self = self(refund.id(), links);
    return new RefundJson(
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
        CreditNoteRefJson.of(refund.creditNote(), self + "/credit-note"),
        Map.of("self", self, "payment", links.payment(refund.paymentId())));
  }

  static String self(UUID id, Links links) {
    return links.api("/refunds/" + id);
  }
}
