package io.kassa.invoice.control;

import java.math.BigDecimal;

/**
 * Digits with a point and thousands separated by commas, the same in every locale of the server.
 *
 * @param decimals digits after the point, 0 to 4
 */
public record AmountFormat(int decimals) {
  /** Minor units as {@code 1,234.56}; without a point where the currency has no decimals. */
  public String of(long amountMinor) {
    String plain = BigDecimal.valueOf(amountMinor, decimals).abs().toPlainString();
    int point = decimals == 0 ? plain.length() : plain.indexOf('.');
    StringBuilder text = new StringBuilder(plain);
    for (int i = point - 3; i > 0; i -= 3) {
      text.insert(i, ',');
    }
    return amountMinor < 0 ? text.insert(0, '\u2212').toString() : text.toString();
  }

  static String percent(BigDecimal rate) {
    return rate.toPlainString() + "%";
  }
}
