package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.Buyer;

/**
 * What the phone asks for.
 *
 * @param channel who shall take the money
 * @param invoiceRequested whether the phone asks for an invoice
 * @param buyer whom the invoice names; null leaves what the merchant gave
 */
public record ConfirmPayment(ChannelName channel, boolean invoiceRequested, Buyer buyer) {}
