package io.kassa.invoice.control;

import java.util.Map;

/**
 * An amount spelled out, so that a digit cannot be added to it. Amounts are minor units, 0 or more;
 * {@code decimals} is how many digits of them stand after the point, 0 to 4.
 *
 * <p><b>English</b>: yuan and fen, which have no plural, are named; every other currency goes by
 * its code and a fraction of its own size, so that no plural or sub-unit can be wrong: {@code one
 * hundred twenty-three yuan and forty-five fen}, {@code EUR one hundred twenty-three and 45/100},
 * {@code JPY one hundred twenty-three}.
 *
 * <p><b>Chinese</b>: the capital numerals of the People's Bank of China's rules for filling in
 * bills (支付结算办法, annex 1). A run of zeros between two digits of the whole part is read as one 零; 零
 * follows 元 only where the digit after the point is zero and a later one is not; 整 ends what stops
 * before the smallest unit. Where the rules leave 零 to the writer, this is the second spelling of
 * their own examples. Other currencies are led by their Chinese name, or their code where no name
 * is known here, and use 元 角 分 厘 毫 for the unit and its decimals.
 */
public final class AmountInWords {
  private static final String[] BELOW_TWENTY = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };

  /** A long has at most seven groups of three digits. */
  private static final String[] THOUSANDS = {
    "", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"
  };

  private static final char[] CAPITALS = "零壹贰叁肆伍陆柒捌玖".toCharArray();
  private static final String[] PLACES = {"", "拾", "佰", "仟"};
  private static final String FRACTIONS = "角分厘毫";
  private static final long YI = 100_000_000;
  private static final int WAN = 10_000;

  private static final Map<String, String> CHINESE_NAMES =
      Map.ofEntries(
          Map.entry("AED", "阿联酋迪拉姆"),
          Map.entry("AUD", "澳大利亚元"),
          Map.entry("BHD", "巴林第纳尔"),
          Map.entry("CAD", "加拿大元"),
          Map.entry("CHF", "瑞士法郎"),
          Map.entry("DKK", "丹麦克朗"),
          Map.entry("EUR", "欧元"),
          Map.entry("GBP", "英镑"),
          Map.entry("HKD", "港元"),
          Map.entry("IDR", "印度尼西亚盾"),
          Map.entry("INR", "印度卢比"),
          Map.entry("JPY", "日元"),
          Map.entry("KRW", "韩元"),
          Map.entry("KWD", "科威特第纳尔"),
          Map.entry("MOP", "澳门元"),
          Map.entry("MYR", "马来西亚林吉特"),
          Map.entry("NOK", "挪威克朗"),
          Map.entry("NZD", "新西兰元"),
          Map.entry("PHP", "菲律宾比索"),
          Map.entry("RUB", "俄罗斯卢布"),
          Map.entry("SAR", "沙特里亚尔"),
          Map.entry("SEK", "瑞典克朗"),
          Map.entry("SGD", "新加坡元"),
          Map.entry("THB", "泰铢"),
          Map.entry("TWD", "新台币"),
          Map.entry("USD", "美元"),
          Map.entry("VND", "越南盾"));

  private AmountInWords() {}

  /**
   * The amount in English words.
   *
   * @throws IllegalArgumentException if the amount is negative or decimals are outside 0 to 4
   */
  public static String english(long amountMinor, String currency, int decimals) {
    long scale = scale(amountMinor, decimals);
    long whole = amountMinor / scale;
    long fraction = amountMinor % scale;
    if ("CNY".equals(currency) && decimals == 2) {
      String fen = englishNumber(fraction) + " fen";
      if (whole == 0 && fraction > 0) {
        return fen;
      }
      return englishNumber(whole) + " yuan" + (fraction == 0 ? "" : " and " + fen);
    }
    String words = currency + " " + englishNumber(whole);
    return decimals == 0 ? words : words + " and " + digits(fraction, decimals) + "/" + scale;
  }

  /**
   * The amount in Chinese capital numerals.
   *
   * @throws IllegalArgumentException if the amount is negative or decimals are outside 0 to 4
   */
  public static String chinese(long amountMinor, String currency, int decimals) {
    long scale = scale(amountMinor, decimals);
    long whole = amountMinor / scale;
    String fraction = decimals == 0 ? "" : digits(amountMinor % scale, decimals);
    StringBuilder words = new StringBuilder();
    if (!"CNY".equals(currency)) {
      words.append(CHINESE_NAMES.getOrDefault(currency, currency));
    }
    if (whole > 0 || amountMinor == 0) {
      words.append(whole == 0 ? "零" : chineseNumber(whole)).append('元');
    }
    int last = -1;
    for (int i = 0; i < fraction.length(); i++) {
      int digit = fraction.charAt(i) - '0';
      if (digit != 0) {
        boolean somethingBefore = whole > 0 || last >= 0;
        if (somethingBefore && last < i - 1) {
          words.append(CAPITALS[0]);
        }
        words.append(CAPITALS[digit]).append(FRACTIONS.charAt(i));
        last = i;
      }
    }
    return last == decimals - 1 && decimals > 0 ? words.toString() : words.append('整').toString();
  }

  private static long scale(long amountMinor, int decimals) {
    if (amountMinor < 0) {
      throw new IllegalArgumentException("An amount in words is not negative");
    }
    if (decimals < 0 || decimals > FRACTIONS.length()) {
      throw new IllegalArgumentException("Decimals are outside 0 to 4");
    }
    long scale = 1;
    for (int i = 0; i < decimals; i++) {
      scale *= 10;
    }
    return scale;
  }

  private static String digits(long fraction, int decimals) {
    String digits = Long.toString(fraction);
    return "0".repeat(decimals - digits.length()) + digits;
  }

  private static String englishNumber(long number) {
    if (number == 0) {
      return BELOW_TWENTY[0];
    }
    StringBuilder words = new StringBuilder();
    long rest = number;
    for (int group = 0; rest > 0; group++, rest /= 1000) {
      int part = (int) (rest % 1000);
      if (part > 0) {
        String gap = words.isEmpty() ? "" : " ";
        words.insert(0, belowThousand(part) + THOUSANDS[group] + gap);
      }
    }
    return words.toString();
  }

  private static String belowThousand(int number) {
    int rest = number % 100;
    String hundreds = number < 100 ? "" : BELOW_TWENTY[number / 100] + " hundred";
    if (rest == 0) {
      return hundreds;
    }
    String gap = hundreds.isEmpty() ? "" : " ";
    if (rest < 20) {
      return hundreds + gap + BELOW_TWENTY[rest];
    }
    String unit = rest % 10 == 0 ? "" : "-" + BELOW_TWENTY[rest % 10];
    return hundreds + gap + TENS[rest / 10] + unit;
  }

  /** Above 0. From 10^8 on, what stands before 亿 is a number of its own, as in 壹万亿. */
  private static String chineseNumber(long number) {
    if (number < WAN) {
      return belowWan((int) number);
    }
    long unit = number < YI ? WAN : YI;
    long high = number / unit;
    long low = number % unit;
    String words = chineseNumber(high) + (unit == WAN ? "万" : "亿");
    if (low == 0) {
      return words;
    }
    // one zero for the run that ends the higher part or begins the lower one
    boolean gap = high % 10 == 0 || low < unit / 10;
    return words + (gap ? "零" : "") + chineseNumber(low);
  }

  private static String belowWan(int number) {
    StringBuilder words = new StringBuilder();
    int rest = number;
    boolean zeros = false;
    for (int place = 0; rest > 0; place++, rest /= 10) {
      int digit = rest % 10;
      if (digit == 0) {
        zeros = !words.isEmpty();
        continue;
      }
      words.insert(0, CAPITALS[digit] + PLACES[place] + (zeros ? "零" : ""));
      zeros = false;
    }
    return words.toString();
  }
}
