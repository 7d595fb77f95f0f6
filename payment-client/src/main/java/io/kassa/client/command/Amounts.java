package io.kassa.client.command;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts as people write them, and as Kassa counts them. */
final class Amounts {
  private Amounts() {}

  /**
   * Minor units of what was typed, such as 1999 for 19.99 CNY.
   *
   * @throws UsageException if it is no amount of this currency
   */
  static long minor(String typed, String currency) {
    try {
      return new BigDecimal(typed).movePointRight(digits(currency)).longValueExact();
    } catch (ArithmeticException | NumberFormatException wrong) {
      throw new UsageException(typed + " is no amount of " + currency);
    }
  }

  /** Such as {@code 19.99 CNY}. */
  static String text(long minor, String currency) {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString() + " " + currency;
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(currency + " is no currency");
    }
  }
}
