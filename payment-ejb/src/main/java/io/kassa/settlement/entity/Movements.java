package io.kassa.settlement.entity;

/**
 * What moved between a merchant and Kassa, minor units. All but {@code other} are positive in their
 * usual direction.
 *
 * @param payments how many payments succeeded
 * @param grossMinor what they were worth
 * @param refundsMinor what was given back to payers, without what came back
 * @param feesMinor what Kassa kept, without what was reversed
 * @param fundingMinor what the merchant gave its customers as stored value
 * @param paidOutMinor what was paid out to the merchant, without what was reversed
 * @param otherMinor anything else, positive in the merchant's favour
 */
public record Movements(
    long payments,
    long grossMinor,
    long refundsMinor,
    long feesMinor,
    long fundingMinor,
    long paidOutMinor,
    long otherMinor) {
  /** Nothing moved. */
  public static final Movements NONE = new Movements(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Movements plus(Movements more) {
    return new Movements(
        Math.addExact(payments, more.payments),
        Math.addExact(grossMinor, more.grossMinor),
        Math.addExact(refundsMinor, more.refundsMinor),
        Math.addExact(feesMinor, more.feesMinor),
        Math.addExact(fundingMinor, more.fundingMinor),
        Math.addExact(paidOutMinor, more.paidOutMinor),
        Math.addExact(otherMinor, more.otherMinor));
  }

  /** By how much the merchant's position rose; negative if it fell. */
  public long changeMinor() {
    return grossMinor - refundsMinor - feesMinor - fundingMinor - paidOutMinor + otherMinor;
  }
}
