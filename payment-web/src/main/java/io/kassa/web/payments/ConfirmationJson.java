package io.kassa.web.payments;

import io.kassa.channel.ChannelName;
import io.kassa.payment.boundary.Confirmation;
import io.kassa.payment.entity.PaymentState;
import io.kassa.web.payments.PaymentJson.InvoiceRef;
import io.kassa.web.platform.Links;
import java.time.Instant;
import java.util.UUID;

/** A confirmation as answered. The signature covers every other member but {@code invoice}. */
public record ConfirmationJson(
    UUID paymentId,
    String orderId,
    String confirmationNumber,
    PaymentState status,
    long amount,
    String currency,
    ChannelName channel,
    String channelTransactionId,
    Instant confirmedAt,
    boolean test,
    InvoiceRef invoice,
    String signature) {

  static ConfirmationJson of(Confirmation confirmation, Links links) {
    return new ConfirmationJson(
        confirmation.paymentId(),
        confirmation.orderId(),
        confirmation.confirmationNumber(),
        PaymentState.SUCCEEDED,
        confirmation.amountMinor(),
        confirmation.currency(),
        confirmation.channel(),
        confirmation.channelTransactionId(),
        confirmation.confirmedAt(),
        confirmation.test(),
        PaymentJson.invoice(confirmation.invoice(), links.payment(confirmation.paymentId())),
        confirmation.signature());
  }
}
