package io.kassa.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.PaymentException;
import io.kassa.tax.TaxCalculation.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaxCalculationTest {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Test
  void pricesThatAddUpToTheAmountIncludeTax() {
    TaxCalculation sums = TaxCalculation.of(33_600, List.of(item("Tea", 2, 16_800, "13")));

    assertThat(sums.pricesIncludeTax()).isTrue();
    assertThat(sums.netMinor()).isEqualTo(29_735);
    assertThat(sums.taxMinor()).isEqualTo(3_865);
    assertThat(sums.totalMinor()).isEqualTo(33_600);
  }

  @Test
  void pricesThatAddUpToTheAmountOnlyWithTaxAreNet() {
    TaxCalculation sums = TaxCalculation.of(37_968, List.of(item("Tea", 2, 16_800, "13")));

    assertThat(sums.pricesIncludeTax()).isFalse();
    assertThat(sums.netMinor()).isEqualTo(33_600);
    assertThat(sums.taxMinor()).isEqualTo(4_368);
    assertThat(sums.lines().get(0).grossMinor()).isEqualTo(37_968);
  }

  @Test
  void linesThatMissTheAmountAreRefusedWithBothSums() {
    List<Item> items = List.of(item("Tea", 1, 10_000, "13"), item("Cup", 1, 500, "6"));

    PaymentException refusal =
        catchThrowableOfType(PaymentException.class, () -> TaxCalculation.of(11_829, items));

    assertThat(refusal.errors()).hasSize(1);
    assertThat(refusal.errors().get(0).field()).isEqualTo("lines");
    assertThat(refusal.errors().get(0).detail())
        .isEqualTo(
            "The lines add up to 10500 if their prices include tax and to 11830 if tax is added;"
                + " the payment's amount is 11829.");
  }

  /** 13 % of 50 is 6.5 and rounds up; each line alone would say 0.65 and round to 10 together. */
  @Test
  void taxIsRoundedOncePerRateAndNotPerLine() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(item("Sweet", 1, 5, "13"));
    }

    TaxCalculation sums = TaxCalculation.of(57, items);

    assertThat(sums.taxMinor()).isEqualTo(7);
    assertThat(sums.lines().stream().mapToLong(TaxCalculation.Line::taxMinor))
        .containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 0L, 0L, 0L);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100, true, 1", // 0.5 rounds up
    "3, 100, true, 2", // 1.5
    "100, 0.5, false, 1", // 0.50
    "98, 0.51, false, 0", // 0.4998
    "99, 0.51, false, 1", // 0.5049
    "1, 50, false, 1", // 0.5
  })
  void taxIsRoundedHalfUp(long unit, String rate, boolean included, long tax) {
    long amount = included ? unit : unit + tax;
    TaxCalculation sums = TaxCalculation.of(amount, List.of(item("Thing", 1, unit, rate)));

    // where tax rounds to nothing, both readings agree and prices count as including it
    assertThat(sums.taxMinor()).isEqualTo(tax);
    assertThat(sums.totalMinor()).isEqualTo(amount);
  }

  @Test
  void ratesThatAreWrittenDifferentlyAreOneGroup() {
    TaxCalculation sums =
        TaxCalculation.of(
            400,
            List.of(
                item("A", 1, 100, "13"),
                item("B", 1, 100, "6"),
                item("C", 1, 100, "13.00"),
                item("D", 1, 100, "100")));

    assertThat(sums.taxes())
        .extracting(TaxCalculation.Tax::rate)
        .containsExactly(BigDecimal.valueOf(6), BigDecimal.valueOf(13), BigDecimal.valueOf(100));
  }

  @Test
  void paymentWithoutLinesBecomesOneLineOfItsDescription() {
    assertThat(TaxCalculation.withoutLines(500, "Tea", "A-1").lines())
        .containsExactly(
            new TaxCalculation.Line("Tea", 1, 500, BigDecimal.ZERO, 0, null, 500, 0, 500));
    assertThat(TaxCalculation.withoutLines(500, null, "A-1").lines().get(0).description())
        .isEqualTo("Order A-1");
    assertThat(TaxCalculation.withoutLines(500, "  ", "A-1").lines().get(0).description())
        .isEqualTo("Order A-1");
  }

  @Test
  void largestAmountIsCalculatedAndOneMoreIsRefused() {
    Item largest = item("Everything", 1, Long.MAX_VALUE, "100");
    TaxCalculation sums = TaxCalculation.of(Long.MAX_VALUE, List.of(largest));
    assertThat(sums.netMinor() + sums.taxMinor()).isEqualTo(Long.MAX_VALUE);

    Item twice = item("Twice", 2, Long.MAX_VALUE / 2 + 1, "0");
    assertThat(refusedField(Long.MAX_VALUE, List.of(twice))).isEqualTo("lines[0].unitAmount");
    // the sum would wrap to the amount
    List<Item> wrapping = List.of(largest, item("A", 1, Long.MAX_VALUE, "0"), item("B", 1, 3, "0"));
    assertThat(refusedField(1, wrapping)).isEqualTo("lines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "100.01", "0.001", "13.005", "1E+3"})
  void rateOutsideItsLimitsIsRefused(String rate) {
    assertThat(refusedField(100, List.of(item("Tea", 1, 100, rate)))).isEqualTo("lines[0].taxRate");
  }

  @Test
  void emptyLinesNoQuantityAndNegativePricesAreRefused() {
    assertThat(refusedField(100, List.of())).isEqualTo("lines");
    Item good = item("Tea", 1, 100, "0");
    assertThat(refusedField(100, List.of(good, item("Air", 0, 100, "0"))))
        .isEqualTo("lines[1].quantity");
    assertThat(refusedField(100, List.of(good, item("Debt", 1, -1, "0"))))
        .isEqualTo("lines[1].unitAmount");
  }

  @Test
  void partsOfRandomInvoicesAlwaysAddUp() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<Item> items = randomItems(random);
      long sum = items.stream().mapToLong(i -> i.quantity() * i.unitAmountMinor()).sum();
      long withTax = sum + taxAdded(items);
      for (long amount : new long[] {sum, withTax}) {
        if (amount > 0) {
          String about = "seed " + seed + ", round " + round;
          requireConsistent(TaxCalculation.of(amount, items), amount, items, about);
        }
      }
    }
  }

  private static List<Item> randomItems(Random random) {
    int rates = 1 + random.nextInt(4);
    List<BigDecimal> pool = new ArrayList<>();
    for (int i = 0; i < rates; i++) {
      pool.add(BigDecimal.valueOf(random.nextInt(10_001), 2));
    }
    List<Item> items = new ArrayList<>();
    int magnitude = 1 + random.nextInt(12);
    for (int i = 1 + random.nextInt(40); i > 0; i--) {
      long unit = Math.floorMod(random.nextLong(), (long) Math.pow(10, magnitude));
      items.add(new Item("x", 1 + random.nextInt(99), unit, pool.get(random.nextInt(rates))));
    }
    return items;
  }

  private static Map<BigDecimal, Long> sumsByRate(List<Item> items) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                Item::taxRatePercent,
                Collectors.summingLong(i -> i.quantity() * i.unitAmountMinor())));
  }

  /** The documented rule by other means: decimals instead of integers. */
  private static long taxAdded(List<Item> items) {
    return sumsByRate(items).entrySet().stream()
        .mapToLong(e -> rounded(BigDecimal.valueOf(e.getValue()).multiply(e.getKey()), HUNDRED))
        .sum();
  }

  private static long rounded(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, 0, RoundingMode.HALF_UP).longValueExact();
  }

  private static void requireConsistent(
      TaxCalculation sums, long amount, List<Item> items, String about) {
    assertThat(sums.totalMinor()).as(about).isEqualTo(amount);
    assertThat(sums.netMinor() + sums.taxMinor()).as(about).isEqualTo(amount);
    Map<BigDecimal, Long> bases = sumsByRate(items);
    assertThat(sums.taxes()).as(about).hasSameSizeAs(bases.keySet());
    for (TaxCalculation.Tax tax : sums.taxes()) {
      BigDecimal rate = tax.rate();
      long base = bases.get(rate.setScale(2));
      BigDecimal product = BigDecimal.valueOf(base).multiply(rate);
      long expected = rounded(product, sums.pricesIncludeTax() ? HUNDRED.add(rate) : HUNDRED);
      assertThat(tax.taxMinor()).as(about).isEqualTo(expected);
      requireLinesAddUp(sums, tax, base, about);
    }
  }

  private static void requireLinesAddUp(
      TaxCalculation sums, TaxCalculation.Tax tax, long base, String about) {
    long net = 0;
    long shares = 0;
    for (TaxCalculation.Line line : sums.lines()) {
      if (line.taxRate().compareTo(tax.rate()) == 0) {
        long amount = line.quantity() * line.unitAmountMinor();
        assertThat(sums.pricesIncludeTax() ? line.grossMinor() : line.netMinor())
            .as(about)
            .isEqualTo(amount);
        assertThat(line.netMinor()).as(about).isNotNegative();
        assertThat(line.taxMinor()).as(about).isNotNegative();
        double share = base == 0 ? 0 : (double) tax.taxMinor() * amount / base;
        assertThat(Math.abs(line.taxMinor() - share)).as(about).isLessThan(1.01);
        net += line.netMinor();
        shares += line.taxMinor();
      }
    }
    assertThat(net).as(about).isEqualTo(tax.netMinor());
    assertThat(shares).as(about).isEqualTo(tax.taxMinor());
  }

  private static String refusedField(long amount, List<Item> items) {
    return catchThrowableOfType(PaymentException.class, () -> TaxCalculation.of(amount, items))
        .errors()
        .get(0)
        .field();
  }

  private static Item item(String description, int quantity, long unit, String rate) {
    return new Item(description, quantity, unit, new BigDecimal(rate));
  }
}
