package io.kassa.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final int RUNS = 20_000;

  private static final CurrencyCode CNY = CurrencyCode.of("CNY");
  private static final CurrencyCode JPY = CurrencyCode.of("JPY");
  private static final long MAX = Money.MAX_AMOUNT_MINOR;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999_999_999_998L, 999_999_999_999L})
  void amountOfAtMostTwelveDigitsIsTaken(long amountMinor) {
    assertThat(Money.ofMinor(amountMinor, CNY).amountMinor()).isEqualTo(amountMinor);
    assertThat(Money.ofMinor(amountMinor, "CNY")).isEqualTo(new Money(amountMinor, CNY));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 1_000_000_000_000L, Long.MAX_VALUE})
  void negativeOrLongerAmountIsRefused(long amountMinor) {
    assertThatThrownBy(() -> Money.ofMinor(amountMinor, CNY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("amount must be 0 to 999999999999");
    assertThatThrownBy(() -> new Money(amountMinor, CNY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moneyHasACurrencyOfTheList() {
    assertThatThrownBy(() -> Money.ofMinor(1, (CurrencyCode) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("currency");
    assertThatThrownBy(() -> Money.ofMinor(1, "XAU")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sumEndsAtTheLargestAmount() {
    Money one = Money.ofMinor(1, CNY);

    assertThat(Money.ofMinor(MAX - 2, CNY).plus(one)).isEqualTo(Money.ofMinor(MAX - 1, CNY));
    assertThat(Money.ofMinor(MAX - 1, CNY).plus(one)).isEqualTo(Money.ofMinor(MAX, CNY));
    assertThatThrownBy(() -> Money.ofMinor(MAX, CNY).plus(one))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.ofMinor(MAX, CNY).plus(Money.ofMinor(MAX, CNY)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void differenceEndsAtZero() {
    Money one = Money.ofMinor(1, CNY);

    assertThat(Money.ofMinor(2, CNY).minus(one)).isEqualTo(one);
    assertThat(one.minus(one)).isEqualTo(Money.zero(CNY));
    assertThat(one.minus(one).isZero()).isTrue();
    assertThat(one.isZero()).isFalse();
    assertThatThrownBy(() -> Money.zero(CNY).minus(one)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void twoCurrenciesNeverMeet() {
    Money yuan = Money.zero(CNY);
    Money yen = Money.zero(JPY);

    assertThatThrownBy(() -> yuan.plus(yen))
        .isInstanceOf(CurrencyMismatchException.class)
        .hasMessage("expected an amount in CNY but got one in JPY");
    assertThatThrownBy(() -> yuan.minus(yen)).isInstanceOf(CurrencyMismatchException.class);
    assertThat(yuan).isNotEqualTo(yen);
  }

  @ParameterizedTest
  @CsvSource({
    "1234,CNY,12.34 CNY",
    "1230,CNY,12.30 CNY",
    "5,CNY,0.05 CNY",
    "0,CNY,0.00 CNY",
    "1200,JPY,1200 JPY",
    "0,JPY,0 JPY",
    "5,KWD,0.005 KWD",
    "999999999999,CNY,9999999999.99 CNY",
    "999999999999,JPY,999999999999 JPY",
    "999999999999,BHD,999999999.999 BHD"
  })
  void formatIsPlainWithAllDecimalsOfTheCurrency(long amountMinor, String code, String text) {
    Money money = Money.ofMinor(amountMinor, code);

    assertThat(money.format()).isEqualTo(text);
    assertThat(money).hasToString(text);
  }

  @Test
  void formatIgnoresTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Money.ofMinor(123456, CNY).format()).isEqualTo("1234.56 CNY");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12.34,CNY,1234",
    "12.3,CNY,1230",
    "12.34000,CNY,1234",
    "12,CNY,1200",
    "1.2E+3,CNY,120000",
    "0,CNY,0",
    "0E+2147483647,CNY,0",
    "0E-2147483647,CNY,0",
    "1200,JPY,1200",
    "1200.0,JPY,1200",
    "0.005,KWD,5",
    "9999999999.99,CNY,999999999999",
    "999999999999,JPY,999999999999"
  })
  void majorUnitsBecomeMinorUnitsExactly(BigDecimal amount, String code, long amountMinor) {
    assertThat(Money.ofMajor(amount, CurrencyCode.of(code)))
        .isEqualTo(Money.ofMinor(amountMinor, code));
  }

  @ParameterizedTest
  @CsvSource({
    "12.345,CNY",
    "0.001,CNY",
    "1E-2147483647,CNY",
    "1200.5,JPY",
    "0.0005,KWD",
    "-0.01,CNY",
    "10000000000.00,CNY",
    "9999999999.991,CNY",
    "1000000000000,JPY",
    "1E+2147483647,JPY"
  })
  void majorUnitsThatWouldNeedRoundingOrDoNotFitAreRefused(BigDecimal amount, String code) {
    assertThatThrownBy(() -> Money.ofMajor(amount, CurrencyCode.of(code)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void majorAndMinorUnitsAreTheSameMoney() {
    RandomGenerator random = random();
    List<CurrencyCode> currencies = new ArrayList<>(CurrencyCode.all());
    for (int run = 0; run < RUNS; run++) {
      Money money =
          Money.ofMinor(anyAmount(random), currencies.get(random.nextInt(currencies.size())));

      BigDecimal major = money.toMajor();

      assertThat(major.scale()).as("seed %d", SEED).isEqualTo(money.currency().decimals());
      assertThat(major.unscaledValue())
          .as("seed %d", SEED)
          .isEqualTo(BigInteger.valueOf(money.amountMinor()));
      assertThat(Money.ofMajor(major, money.currency())).as("seed %d", SEED).isEqualTo(money);
    }
  }

  @Test
  void sumAndDifferenceAgreeWithUnboundedArithmetic() {
    RandomGenerator random = random();
    BigInteger max = BigInteger.valueOf(MAX);
    for (int run = 0; run < RUNS; run++) {
      Money a = Money.ofMinor(anyAmount(random), CNY);
      Money b = Money.ofMinor(anyAmount(random), CNY);
      BigInteger sum = BigInteger.valueOf(a.amountMinor()).add(BigInteger.valueOf(b.amountMinor()));

      if (sum.compareTo(max) <= 0) {
        assertThat(a.plus(b).amountMinor()).as("seed %d", SEED).isEqualTo(sum.longValueExact());
        assertThat(b.plus(a)).as("seed %d", SEED).isEqualTo(a.plus(b));
        assertThat(a.plus(b).minus(b)).as("seed %d", SEED).isEqualTo(a);
      } else {
        assertThatThrownBy(() -> a.plus(b))
            .as("seed %d", SEED)
            .isInstanceOf(ArithmeticException.class);
      }
      if (a.amountMinor() >= b.amountMinor()) {
        assertThat(a.minus(b).plus(b)).as("seed %d", SEED).isEqualTo(a);
      } else {
        assertThatThrownBy(() -> a.minus(b))
            .as("seed %d", SEED)
            .isInstanceOf(ArithmeticException.class);
      }
    }
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  }

  /** All magnitudes are equally likely, so that small amounts and both ends occur. */
  private static long anyAmount(RandomGenerator random) {
    long magnitude = 1L << random.nextInt(41);
    return Math.min(random.nextLong(magnitude), MAX);
  }
}
