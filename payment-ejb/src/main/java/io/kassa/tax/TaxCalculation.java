package io.kassa.tax;

import io.kassa.failure.PaymentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an invoice comes to. All amounts are minor units of the payment's currency.
 *
 * <p>The lines have to explain the payment's amount exactly, in one of two ways, tried in this
 * order:
 *
 * <ol>
 *   <li><b>Prices include tax</b>: the sum of {@code quantity * unitAmount - discount} is the
 *       amount. The tax of a rate is {@code gross * rate / (100 + rate)} of all its lines together,
 *       rounded half up; the net is the rest.
 *   <li><b>Prices are net</b>: that sum and the tax of each rate, {@code net * rate / 100} of all
 *       its lines together, rounded half up, make the amount.
 * </ol>
 *
 * <p>Tax is rounded once per rate, not per line, so that the tax table is right to the minor unit.
 * A rate's tax is then spread over its lines in proportion, by largest remainder (the earlier line
 * on a tie): a line's tax is within one minor unit of its share, and the lines add up to the table.
 *
 * @param lines in the order given
 * @param taxes one per rate, ascending by rate
 * @param pricesIncludeTax which of the two ways it was
 */
public record TaxCalculation(
    List<Line> lines,
    List<Tax> taxes,
    boolean pricesIncludeTax,
    long netMinor,
    long taxMinor,
    long totalMinor) {

  /** Rates have at most two decimals, so a rate is a whole number of hundredths of a percent. */
  private static final int HUNDREDTHS_PER_PERCENT = 100;

  private static final BigInteger WHOLE = BigInteger.valueOf(100L * HUNDREDTHS_PER_PERCENT);
  private static final BigInteger TWO = BigInteger.TWO;

  public TaxCalculation {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }

  /**
   * One line as the merchant sent it.
   *
   * @param quantity 1 or more
   * @param unitAmountMinor 0 or more
   * @param taxRatePercent 0 to 100 with at most two decimals; 0 where exempt
   * @param discountMinor 0 or more, at most quantity times unit amount
   * @param exemption why no tax is due; null if it is not exempt
   */
  public record Item(
      String description,
      int quantity,
      long unitAmountMinor,
      BigDecimal taxRatePercent,
      long discountMinor,
      String exemption) {

    /** A line at its full price, not exempt from tax. */
    public Item(String description, int quantity, long unitAmountMinor, BigDecimal taxRatePercent) {
      this(description, quantity, unitAmountMinor, taxRatePercent, 0, null);
    }
  }

  /**
   * One line as worked out; net and tax make gross.
   *
   * @param taxRate percent
   */
  public record Line(
      String description,
      int quantity,
      long unitAmountMinor,
      BigDecimal taxRate,
      long discountMinor,
      String exemption,
      long netMinor,
      long taxMinor,
      long grossMinor) {
    public Line {
      taxRate = shortest(taxRate);
    }
  }

  /** What all lines of one rate come to. */
  public record Tax(BigDecimal rate, long netMinor, long taxMinor) {
    public Tax {
      rate = shortest(rate);
    }
  }

  /** Without trailing zeros, so that equal rates are equal values. */
  private static BigDecimal shortest(BigDecimal rate) {
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /**
   * The invoice of a payment with lines.
   *
   * @param amountMinor what was paid, above 0
   * @param items at least one
   * @throws PaymentException INVALID_REQUEST for {@code lines} when they do not explain the amount
   *     or exceed a {@code long}, and for {@code lines[i].quantity}, {@code .unitAmount} or {@code
   *     .taxRate} outside their limits
   */
  public static TaxCalculation of(long amountMinor, List<Item> items) {
    if (items.isEmpty()) {
      throw PaymentException.invalid("lines", "There has to be at least one line.");
    }
    long[] amounts = new long[items.size()];
    SortedMap<Integer, List<Integer>> linesByRate = new TreeMap<>();
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = lineAmount(items.get(i), i);
      linesByRate.computeIfAbsent(rate(items.get(i), i), rate -> new ArrayList<>()).add(i);
    }
    BigInteger sum = sum(amounts);
    if (sum.equals(BigInteger.valueOf(amountMinor))) {
      return explained(items, amounts, linesByRate, true);
    }
    BigInteger withTax = sum;
    for (var group : linesByRate.entrySet()) {
      withTax = withTax.add(tax(sumOf(amounts, group.getValue()), group.getKey(), false));
    }
    if (withTax.equals(BigInteger.valueOf(amountMinor))) {
      return explained(items, amounts, linesByRate, false);
    }
    throw PaymentException.invalid(
        "lines",
        "The lines add up to %s if their prices include tax and to %s if tax is added; the payment's amount is %d."
            .formatted(sum, withTax, amountMinor));
  }

  /**
   * The invoice of a payment without lines: one line of rate 0.
   *
   * @param amountMinor what was paid, above 0
   * @param description the payment's; null or blank stands for "Order " and the order id
   */
  public static TaxCalculation withoutLines(long amountMinor, String description, String orderId) {
    boolean named = description != null && !description.isBlank();
    String text = named ? description : "Order " + orderId;
    return of(amountMinor, List.of(new Item(text, 1, amountMinor, BigDecimal.ZERO)));
  }

  /** What the line comes to after its discount. */
  private static long lineAmount(Item item, int index) {
    if (item.quantity() < 1) {
      throw PaymentException.invalid("lines[" + index + "].quantity", "It has to be at least 1.");
    }
    if (item.unitAmountMinor() < 0) {
      throw PaymentException.invalid("lines[" + index + "].unitAmount", "It must not be negative.");
    }
    if (item.exemption() != null && item.taxRatePercent().signum() != 0) {
      throw PaymentException.invalid(
          "lines[" + index + "].taxExemption", "A line with a tax rate is not exempt.");
    }
    try {
      long full = Math.multiplyExact(item.unitAmountMinor(), item.quantity());
      if (item.discountMinor() < 0 || item.discountMinor() > full) {
        throw PaymentException.invalid(
            "lines[" + index + "].discount", "It has to be 0 to quantity times unit amount.");
      }
      return full - item.discountMinor();
    } catch (ArithmeticException e) {
      throw PaymentException.invalid(
          "lines[" + index + "].unitAmount", "Quantity times unit amount is too large.");
    }
  }

  private static int rate(Item item, int index) {
    BigDecimal hundredths = item.taxRatePercent().scaleByPowerOfTen(2).stripTrailingZeros();
    if (hundredths.signum() < 0
        || hundredths.compareTo(new BigDecimal(WHOLE)) > 0
        || hundredths.scale() > 0) {
      throw PaymentException.invalid(
          "lines[" + index + "].taxRate", "It has to be 0 to 100 with at most two decimals.");
    }
    return hundredths.intValueExact();
  }

  private static BigInteger sum(long[] amounts) {
    return Arrays.stream(amounts)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger sumOf(long[] amounts, List<Integer> indexes) {
    return sum(indexes.stream().mapToLong(i -> amounts[i]).toArray());
  }

  /** Half up; nothing here is negative. */
  private static BigInteger tax(BigInteger base, int rate, boolean included) {
    BigInteger hundredths = BigInteger.valueOf(rate);
    BigInteger divisor = included ? WHOLE.add(hundredths) : WHOLE;
    return base.multiply(hundredths).multiply(TWO).add(divisor).divide(divisor.multiply(TWO));
  }

  /** Every sum stays within the payment's amount, which is a long: nothing overflows from here. */
  private static TaxCalculation explained(
      List<Item> items,
      long[] amounts,
      SortedMap<Integer, List<Integer>> linesByRate,
      boolean included) {
    Line[] lines = new Line[amounts.length];
    List<Tax> taxes = new ArrayList<>();
    long net = 0;
    long tax = 0;
    for (var group : linesByRate.entrySet()) {
      BigDecimal rate = BigDecimal.valueOf(group.getKey(), 2);
      BigInteger base = sumOf(amounts, group.getValue());
      long groupTax = tax(base, group.getKey(), included).longValueExact();
      long groupNet = included ? base.longValueExact() - groupTax : base.longValueExact();
      taxes.add(new Tax(rate, groupNet, groupTax));
      net = Math.addExact(net, groupNet);
      tax = Math.addExact(tax, groupTax);
      long[] shares = shares(groupTax, amounts, group.getValue(), base);
      for (int k = 0; k < shares.length; k++) {
        int i = group.getValue().get(k);
        lines[i] = line(items.get(i), rate, amounts[i], shares[k], included);
      }
    }
    return new TaxCalculation(List.of(lines), taxes, included, net, tax, Math.addExact(net, tax));
  }

  private static Line line(Item item, BigDecimal rate, long amount, long tax, boolean included) {
    long net = included ? amount - tax : amount;
    return new Line(
        item.description(),
        item.quantity(),
        item.unitAmountMinor(),
        rate,
        item.discountMinor(),
        item.exemption(),
        net,
        tax,
        net + tax);
  }

  /** The tax of one rate over its lines by largest remainder; the shares add up to the tax. */
  private static long[] shares(long tax, long[] amounts, List<Integer> indexes, BigInteger base) {
    long[] shares = new long[indexes.size()];
    if (tax == 0) {
      return shares;
    }
    BigInteger[] remainders = new BigInteger[shares.length];
    long left = tax;
    for (int k = 0; k < shares.length; k++) {
      BigInteger[] parts =
          BigInteger.valueOf(tax)
              .multiply(BigInteger.valueOf(amounts[indexes.get(k)]))
              .divideAndRemainder(base);
      shares[k] = parts[0].longValueExact();
      remainders[k] = parts[1];
      left -= shares[k];
    }
    List<Integer> byRemainder = new ArrayList<>();
    for (int k = 0; k < shares.length; k++) {
      byRemainder.add(k);
    }
    // a stable sort: the earlier line wins a tie
    byRemainder.sort((a, b) -> remainders[b].compareTo(remainders[a]));
    for (int k = 0; k < left; k++) {
      shares[byRemainder.get(k)]++;
    }
    return shares;
  }
}
