package io.kassa.channel.alipay;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as the provider writes them: yuan with up to two decimals; in Kassa they are fen. */
final class Yuan {
  static final String CURRENCY = "CNY";

  /** What the provider takes for one order: 100 000 000.00 yuan. */
  static final long MOST_FEN = 10_000_000_000L;

  private static final int DECIMALS = 2;
  private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?");

  private Yuan() {}

  /** Always with two decimals. */
  static String of(long fen) {
    return BigDecimal.valueOf(fen, DECIMALS).toPlainString();
  }

  /**
   * The fen of an amount.
   *
   * @throws MalformedAnswerException if it is none, is negative or has parts of a fen
   */
  static long fen(String yuan) {
    if (!AMOUNT.matcher(yuan).matches()) {
      throw new MalformedAnswerException("an-amount-is-none");
    }
    return new BigDecimal(yuan).movePointRight(DECIMALS).longValueExact();
  }
}
