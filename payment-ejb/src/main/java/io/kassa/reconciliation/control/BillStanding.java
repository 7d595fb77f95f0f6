package io.kassa.reconciliation.control;

import io.kassa.channel.BillRow;

/** What a provider's word for a state means for the money. */
enum BillStanding {
  /** It moved. */
  DONE,
  /** It will; a bill is never changed later. */
  OPEN,
  /** It did not. */
  FAILED;

  /** Reads a row; a word that is not known counts as moved, so that a difference is told. */
  static BillStanding of(BillRow row) {
    if (row.kind() == BillRow.Kind.PAYMENT) {
      return DONE;
    }
    return switch (row.state()) {
      case "PROCESSING" -> OPEN;
      // CHANGE and ABNORMAL: the payer's card took nothing, the merchant has to see to it
      case "FAIL", "CLOSED", "CHANGE", "ABNORMAL" -> FAILED;
      default -> DONE;
    };
  }
}
