package io.kassa.payment.entity;

/**
 * Whom the invoice names. Personal: stored encrypted, never logged, never shown to a phone.
 *
 * @param name 1 to 200 characters
 * @param taxId null if none
 * @param email null if none
 * @param country ISO 3166-1 alpha-2; null if it is the seller's
 * @param electronicAddress a scheme of ISO 6523 and an id; null if none
 */
public record Buyer(
    String name, String taxId, String email, String country, String electronicAddress) {
  /** Leaves the person out, whoever prints it. */
  @Override
  public String toString() {
    return "Buyer[…]";
  }
}
