package io.kassa.erasure.boundary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What is gone of a payment, and what stays.
 *
 * @param erasedAt when it was erased first
 * @param erased what the payment holds no longer, whether or not it ever held it
 * @param kept what stays
 */
public record Erasure(UUID paymentId, Instant erasedAt, List<Erased> erased, List<Kept> kept) {

  /** What of a payment can tell of a person: given data and free text. */
  public enum Erased {
    BUYER,
    METADATA,
    RETURN_URL,
    DESCRIPTION,
    LINES
  }

  /** What stays although the rest was erased. */
  public enum KeptItem {
    /** The order id and the hash of what was asked for. */
    ORDER,
    LEDGER,
    CONFIRMATION,
    INVOICE
  }

  /**
   * Something that stays.
   *
   * @param reason why, in a sentence
   * @param until the last day; null if it stays as long as the books do
   */
  public record Kept(KeptItem what, String reason, LocalDate until) {}
}
