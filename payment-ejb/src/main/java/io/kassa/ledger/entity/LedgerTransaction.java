package io.kassa.ledger.entity;

import java.util.List;
import java.util.UUID;

/**
 * One transaction of the books, its postings in their order.
 *
 * @param reversedBy the transaction that reverses it; null if there is none
 */
public record LedgerTransaction(UUID merchantId, List<LedgerPosting> postings, UUID reversedBy) {

  /** The id that all its postings share. */
  public UUID id() {
    return postings.get(0).transactionId();
  }
}
