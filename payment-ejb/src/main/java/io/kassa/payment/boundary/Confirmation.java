package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.InvoiceStatus;
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
    String signature) {}
