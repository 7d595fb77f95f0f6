package io.kassa.refund.boundary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What a merchant wants to give back.
 *
 * @param refundId the merchant's own id, unique among its refunds, 1 to 64 characters
 * @param amountMinor 1 or more minor units of the payment's currency; null for all that is left
 * @param reason what the payer may read at the provider, 1 to 80 characters; null for none
 */
public record CreateRefund(String refundId, Long amountMinor, String reason) {

  /** The same for the same wish, so that asking again is told from asking otherwise. */
  byte[] contentHash(UUID paymentId) {
    String content =
        paymentId
            + "\n"
            + (amountMinor == null ? "all" : amountMinor)
            + "\n"
            + (reason == null ? "0" : "1" + reason);
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Leaves the reason out, which is free text. */
  @Override
  public String toString() {
    return "CreateRefund[" + refundId + "]";
  }
}
