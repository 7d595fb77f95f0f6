package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.Payment;
import java.time.Instant;
import java.util.UUID;

/**
 * Kassa's signed answer that a payment succeeded; made once and stored.
 *
 * @param channelTransactionId the provider's id; null for BALANCE
 * @param signature compact JWS over all but {@code invoice}, which still moves
 */
public record Confirmation(
    UUID paymentId,
    String orderId,
    String confirmationNumber,
    long amountMinor,
    String currency,
    ChannelName channel,
    String channelTransactionId,
    Instant confirmedAt,
    boolean test,
    InvoiceStatus invoice,
    String signature) {

  static Confirmation of(ConfirmedPayment confirmed) {
    Payment payment = confirmed.payment();
    return new Confirmation(
        payment.id(),
        payment.orderId(),
        confirmed.confirmationNumber(),
        payment.amountMinor(),
        payment.currency(),
        confirmed.channel(),
        confirmed.channelTransactionId(),
        confirmed.confirmedAt(),
        payment.test(),
        confirmed.invoice(),
        confirmed.confirmationJws());
  }
}
