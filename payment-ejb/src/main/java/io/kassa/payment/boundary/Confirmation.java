package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.OrderFacts;
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
    OrderFacts order = confirmed.order();
    return new Confirmation(
        order.paymentId(),
        order.orderId(),
        confirmed.confirmationNumber(),
        order.amountMinor(),
        order.currency(),
        confirmed.channel(),
        confirmed.channelTransactionId(),
        confirmed.confirmedAt(),
        order.test(),
        confirmed.invoice(),
        confirmed.confirmationJws());
  }
}
