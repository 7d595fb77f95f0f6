package io.kassa.payment.boundary;

import io.kassa.money.Money;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.OrderLine;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A payment to create.
 *
 * @param orderId the merchant's own id of the order, 1 to 64 characters
 * @param amount positive
 * @param description for the phone and the invoice, at most 200 characters; null if none
 * @param expiresInSeconds 1 to 86 400
 * @param metadata at most 20 entries, for the merchant alone; empty if none
 * @param returnUrl where the phone goes afterwards; its origin must be registered; null if none
 * @param accountId the stored-value account that BALANCE may debit; null if none
 * @param lines what was ordered; empty if not told
 * @param buyer whom the invoice names; null if nobody
 * @param invoiceRequested whether the merchant asks for an invoice
 */
public record CreatePayment(
    String orderId,
    Money amount,
    String description,
    int expiresInSeconds,
    Map<String, String> metadata,
    String returnUrl,
    UUID accountId,
    List<OrderLine> lines,
    Buyer buyer,
    boolean invoiceRequested) {
  /** Leaves out what may tell of a person, whoever prints it. */
  @Override
  public String toString() {
    return "CreatePayment[" + orderId + "]";
  }
}
