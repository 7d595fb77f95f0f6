package io.kassa.ledger.entity;

import java.util.UUID;

/**
 * A fee that is about to be posted with its payment, from the merchant's payable to fees.
 *
 * @param transactionId of its own, so that it can be reversed without the payment
 * @param feesAccount the merchant's ledger account that is credited
 * @param scheduleId by which schedule it was found
 * @param amountMinor 1 or more
 */
public record FeeCharge(UUID transactionId, UUID feesAccount, UUID scheduleId, long amountMinor) {}
