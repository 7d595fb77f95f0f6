package io.kassa.ledger;

/** The chart of accounts. Every account belongs to one merchant and has one currency. */
public enum AccountCode {
  /** What Kassa owes the merchant for succeeded payments (a liability). */
  MERCHANT_PAYABLE(Side.CREDIT),
  /** What the merchant owes Kassa for value it gave its customers (an asset). */
  MERCHANT_FUNDING_RECEIVABLE(Side.DEBIT),
  /** What a channel owes Kassa for payments it took (an asset). */
  CHANNEL_CLEARING(Side.DEBIT),
  /** What a customer has stored with the merchant (a liability). */
  CUSTOMER_STORED_VALUE(Side.CREDIT),
  /** What Kassa earned. */
  FEES(Side.CREDIT),
  /** Refunds that a channel has not confirmed yet. */
  REFUNDS_IN_TRANSIT(Side.CREDIT),
  /** Money whose reason is not known yet. */
  SUSPENSE(Side.CREDIT),
  /** What left Kassa's own bank account for the merchant; credited by payouts (an asset). */
  BANK(Side.DEBIT);

  /** On which side of an account its balance usually stands. */
  public enum Side {
    DEBIT,
    CREDIT;

    /** A balance that counts credits as positive, as this side shows it. */
    public long shown(long creditsMinusDebits) {
      return this == CREDIT ? creditsMinusDebits : -creditsMinusDebits;
    }
  }

  private final Side side;

  AccountCode(Side side) {
    this.side = side;
  }

  /** On which side its balance usually stands. */
  public Side side() {
    return side;
  }
}
