package io.kassa.money;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * An amount of money: zero or more whole minor units of one currency.
 *
 * <p>An amount has at most {@value #MAX_AMOUNT_MINOR} minor units, whatever the currency. Nothing
 * here ever rounds: what does not fit is refused. There are no negative amounts; who owes whom is
 * said by the side of a posting, never by a sign.
 *
 * @param amountMinor the amount in minor units (cents, fen; yen where there is no smaller unit), 0
 *     to {@link #MAX_AMOUNT_MINOR}
 * @param currency the currency, never null
 */
public record Money(long amountMinor, CurrencyCode currency) {
  /**
   * The largest amount in minor units: twelve digits, as in field 4 ("amount, transaction", n 12)
   * of ISO 8583, so that every amount fits through any card or bank message behind a channel. Some
   * nine million such amounts add up in a {@code long} without overflow.
   */
  public static final long MAX_AMOUNT_MINOR = 999_999_999_999L;

  /** The digits before the point that the largest amount of a currency without decimals has. */
  private static final int MAX_INTEGER_DIGITS = 12;

  /**
   * The amount as given.
   *
   * @throws IllegalArgumentException if the amount is negative or above {@link #MAX_AMOUNT_MINOR}
   * @throws NullPointerException if the currency is null
   */
  public Money {
    requireNonNull(currency, "currency");
    if (amountMinor < 0 || amountMinor > MAX_AMOUNT_MINOR) {
      throw new IllegalArgumentException("amount must be 0 to " + MAX_AMOUNT_MINOR);
    }
  }

  /**
   * An amount in minor units.
   *
   * @param amountMinor 0 to {@link #MAX_AMOUNT_MINOR}
   * @param currency never null
   * @throws IllegalArgumentException if the amount is out of bounds
   */
  public static Money ofMinor(long amountMinor, CurrencyCode currency) {
    return new Money(amountMinor, currency);
  }

  /**
   * An amount in minor units of the currency with this code.
   *
   * @param amountMinor 0 to {@link #MAX_AMOUNT_MINOR}
   * @param currencyCode a code of {@link CurrencyCode}'s list
   * @throws IllegalArgumentException if the amount is out of bounds or the currency not on the list
   */
  public static Money ofMinor(long amountMinor, String currencyCode) {
    return new Money(amountMinor, CurrencyCode.of(currencyCode));
  }

  /**
   * An amount in major units, as a channel's message or a bill writes it: {@code 12.34} is 1234
   * minor units of CNY. Trailing zeros do not matter, any other surplus decimal is refused.
   *
   * @param amount in major units, never null
   * @param currency never null
   * @throws IllegalArgumentException if the amount has more decimals than the currency or is out of
   *     bounds; nothing is rounded
   */
  public static Money ofMajor(BigDecimal amount, CurrencyCode currency) {
    requireNonNull(currency, "currency");
    if (amount.signum() == 0) {
      return zero(currency);
    }
    // bounds first: the exact conversion of 1e1000000000 would fill the memory with zeros
    if (amount.signum() < 0
        || (long) amount.precision() - amount.scale() > MAX_INTEGER_DIGITS
        || amount.compareTo(BigDecimal.valueOf(MAX_AMOUNT_MINOR, currency.decimals())) > 0) {
      throw new IllegalArgumentException("amount must be 0 to " + MAX_AMOUNT_MINOR);
    }
    BigDecimal minor = amount.stripTrailingZeros();
    if (minor.scale() > currency.decimals()) {
      throw new IllegalArgumentException("amount has more decimals than " + currency);
    }
    return new Money(minor.movePointRight(currency.decimals()).longValueExact(), currency);
  }

  /** Nothing, in this currency. */
  public static Money zero(CurrencyCode currency) {
    return new Money(0, currency);
  }

  /**
   * The exact sum.
   *
   * @param other an amount of the same currency, never null
   * @throws CurrencyMismatchException if the currencies differ
   * @throws ArithmeticException if the sum is above {@link #MAX_AMOUNT_MINOR}
   */
  public Money plus(Money other) {
    requireSameCurrency(other);
    long sum = amountMinor + other.amountMinor; // two twelve-digit numbers cannot overflow a long
    if (sum > MAX_AMOUNT_MINOR) {
      throw new ArithmeticException("sum is above " + MAX_AMOUNT_MINOR);
    }
    return new Money(sum, currency);
  }

  /**
   * The exact difference.
   *
   * @param other an amount of the same currency, at most this one, never null
   * @throws CurrencyMismatchException if the currencies differ
   * @throws ArithmeticException if the other amount is larger
   */
  public Money minus(Money other) {
    requireSameCurrency(other);
    if (other.amountMinor > amountMinor) {
      throw new ArithmeticException("difference is below zero");
    }
    return new Money(amountMinor - other.amountMinor, currency);
  }

  /** Whether this is no money at all. */
  public boolean isZero() {
    return amountMinor == 0;
  }

  /**
   * The amount in major units, with exactly as many decimals as the currency has: {@code 12.30},
   * not {@code 12.3}.
   */
  public BigDecimal toMajor() {
    return BigDecimal.valueOf(amountMinor, currency.decimals());
  }

  /**
   * The amount for a log line or a plain text: {@code 12.34 CNY}, {@code 1200 JPY}, {@code 0.005
   * KWD}. No grouping, a point whatever the locale, the code after the amount.
   */
  public String format() {
    return toMajor().toPlainString() + " " + currency.code();
  }

  /** Same as {@link #format()}. */
  @Override
  public String toString() {
    return format();
  }

  private void requireSameCurrency(Money other) {
    if (currency != other.currency) {
      throw new CurrencyMismatchException(currency, other.currency);
    }
  }
}
