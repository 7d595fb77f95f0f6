package io.kassa.payment.entity;

import io.kassa.channel.ChannelName;
import java.time.Instant;

/** A payment that succeeded, with what was recorded when it did. */
public record ConfirmedPayment(
    OrderFacts order,
    ChannelName channel,
    String channelTransactionId,
    Instant confirmedAt,
    String confirmationNumber,
    String confirmationJws,
    InvoiceStatus invoice) {

  /** What is stored; the payment's status is SUCCEEDED. */
  public static ConfirmedPayment of(Payment payment) {
    return new ConfirmedPayment(
        OrderFacts.of(payment),
        payment.channel(),
        payment.channelTransactionId(),
        payment.confirmedAt(),
        payment.confirmationNumber(),
        payment.confirmationJws(),
        payment.invoiceStatus());
  }
}
