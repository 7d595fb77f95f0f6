package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountInWordsTest {
  /** The rows from 140950 to 32504 are the examples of 支付结算办法, annex 1. */
  @ParameterizedTest
  @CsvSource({
    "0, 零元整",
    "1, 壹分",
    "5, 伍分",
    "10, 壹角整",
    "50, 伍角整",
    "99, 玖角玖分",
    "100, 壹元整",
    "101, 壹元零壹分",
    "110, 壹元壹角整",
    "1000, 壹拾元整",
    "1005, 壹拾元零伍分",
    "1050, 壹拾元伍角整",
    "1100, 壹拾壹元整",
    "12345, 壹佰贰拾叁元肆角伍分",
    "10000, 壹佰元整",
    "10100, 壹佰零壹元整",
    "11000, 壹佰壹拾元整",
    "140950, 壹仟肆佰零玖元伍角整",
    "600714, 陆仟零柒元壹角肆分",
    "168032, 壹仟陆佰捌拾元叁角贰分",
    "10700053, 壹拾万零柒仟元伍角叁分",
    "1640902, 壹万陆仟肆佰零玖元零贰分",
    "32504, 叁佰贰拾伍元零肆分",
    "1000000, 壹万元整",
    "1000100, 壹万零壹元整",
    "1001000, 壹万零壹拾元整",
    "1010000, 壹万零壹佰元整",
    "1100000, 壹万壹仟元整",
    "10000000, 壹拾万元整",
    "10000100, 壹拾万零壹元整",
    "100010000, 壹佰万零壹佰元整",
    "1000700000, 壹仟万零柒仟元整",
    "1000000000, 壹仟万元整",
    "10000000000, 壹亿元整",
    "10000000001, 壹亿元零壹分",
    "10000000100, 壹亿零壹元整",
    "10001000000, 壹亿零壹万元整",
    "10001000100, 壹亿零壹万零壹元整",
    "10100000000, 壹亿零壹佰万元整",
    "20000100000, 贰亿零壹仟元整",
    "101010101010, 壹拾亿零壹仟零壹拾万零壹仟零壹拾元壹角整",
    "100000000000, 壹拾亿元整",
    "99999999999999, 玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
    "100000000000000, 壹万亿元整",
    "123456789012345, 壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分",
    "9223372036854775807, 玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分",
  })
  void yuanInChineseCapitals(long amountMinor, String words) {
    assertThat(AmountInWords.chinese(amountMinor, "CNY", 2)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0, JPY, 0, 日元零元整",
    "123, JPY, 0, 日元壹佰贰拾叁元整",
    "10000, JPY, 0, 日元壹万元整",
    "123456, KWD, 3, 科威特第纳尔壹佰贰拾叁元肆角伍分陆厘",
    "1005, KWD, 3, 科威特第纳尔壹元零伍厘",
    "1050, KWD, 3, 科威特第纳尔壹元零伍分整",
    "1500, KWD, 3, 科威特第纳尔壹元伍角整",
    "1505, KWD, 3, 科威特第纳尔壹元伍角零伍厘",
    "505, KWD, 3, 科威特第纳尔伍角零伍厘",
    "5, KWD, 3, 科威特第纳尔伍厘",
    "12345, USD, 2, 美元壹佰贰拾叁元肆角伍分",
    "12300, XOF, 0, XOF壹万贰仟叁佰元整",
    "10001, CLF, 4, CLF壹元零壹毫",
  })
  void otherCurrenciesAreLedByTheirName(
      long amountMinor, String currency, int decimals, String words) {
    assertThat(AmountInWords.chinese(amountMinor, currency, decimals)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0, CNY, 2, zero yuan",
    "1, CNY, 2, one fen",
    "45, CNY, 2, forty-five fen",
    "100, CNY, 2, one yuan",
    "1001, CNY, 2, ten yuan and one fen",
    "12345, CNY, 2, one hundred twenty-three yuan and forty-five fen",
    "12345, EUR, 2, EUR one hundred twenty-three and 45/100",
    "12300, EUR, 2, EUR one hundred twenty-three and 00/100",
    "5, USD, 2, USD zero and 05/100",
    "123, JPY, 0, JPY one hundred twenty-three",
    "123456, KWD, 3, KWD one hundred twenty-three and 456/1000",
    "1005, KWD, 3, KWD one and 005/1000",
    "20, JPY, 0, JPY twenty",
    "19, JPY, 0, JPY nineteen",
    "100, JPY, 0, JPY one hundred",
    "1000, JPY, 0, JPY one thousand",
    "1000001, JPY, 0, JPY one million one",
    "1010000, JPY, 0, JPY one million ten thousand",
    "2000000000, JPY, 0, JPY two billion",
  })
  void amountsInEnglish(long amountMinor, String currency, int decimals, String words) {
    assertThat(AmountInWords.english(amountMinor, currency, decimals)).isEqualTo(words);
  }

  @Test
  void largestLongIsSpelledInEnglish() {
    assertThat(AmountInWords.english(Long.MAX_VALUE, "JPY", 0))
        .startsWith("JPY nine quintillion two hundred twenty-three quadrillion")
        .endsWith("seven hundred seventy-five thousand eight hundred seven");
  }

  @Test
  void capitalsReadBackAsTheAmount() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long bound = (long) Math.pow(10, 1 + random.nextInt(14));
      // zeros are where the rules are, so half of the digits are zeros
      long amount = sparse(random, Math.floorMod(random.nextLong(), bound));
      String words = AmountInWords.chinese(amount, "CNY", 2);
      assertThat(readBack(words)).as("seed %d: %s", seed, words).isEqualTo(amount);
      assertThat(words).as("seed %d: %d", seed, amount).doesNotContain("零零", "零万", "零亿");
      assertThat(words.endsWith("分")).as(words).isEqualTo(amount % 10 != 0);
    }
  }

  @Test
  void negativeAmountsAndUnknownScalesAreRefused() {
    assertThatThrownBy(() -> AmountInWords.chinese(-1, "CNY", 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AmountInWords.english(-1, "CNY", 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AmountInWords.chinese(1, "CNY", 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AmountInWords.english(1, "CNY", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long sparse(Random random, long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    for (int i = 1; i < digits.length(); i++) {
      if (random.nextBoolean()) {
        digits.setCharAt(i, '0');
      }
    }
    return Long.parseLong(digits.toString());
  }

  /** Reads as a person does: digits, places, then 万 and 亿 for all that stands before them. */
  private static long readBack(String words) {
    Map<Character, Integer> places = Map.of('拾', 10, '佰', 100, '仟', 1000);
    long sum = 0;
    long part = 0;
    long digit = 0;
    long fraction = 0;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      int value = "零壹贰叁肆伍陆柒捌玖".indexOf(c);
      if (value >= 0) {
        digit = value;
      } else if (places.containsKey(c)) {
        part += digit * places.get(c);
        digit = 0;
      } else if (c == '万') {
        sum += (part + digit) * 10_000;
        part = 0;
        digit = 0;
      } else if (c == '亿') {
        sum = (sum + part + digit) * 100_000_000;
        part = 0;
        digit = 0;
      } else if (c == '元') {
        sum += part + digit;
        digit = 0;
      } else if (c == '角' || c == '分') {
        fraction += digit * (c == '角' ? 10 : 1);
        digit = 0;
      }
    }
    return sum * 100 + fraction;
  }
}
