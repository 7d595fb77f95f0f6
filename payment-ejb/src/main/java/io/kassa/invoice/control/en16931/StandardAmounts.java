package io.kassa.invoice.control.en16931;

import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.InvoiceFacts.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The amounts of an invoice as EN 16931 wants them: at most two decimals (BR-DEC-01 to BR-DEC-28),
 * and every sum the sum of what is shown (BR-CO-10 to BR-CO-16).
 *
 * <p>Of a currency with three decimals each line and each tax is rounded half up by itself. What
 * their sum then misses of what was paid, itself rounded, is the rounding amount (BT-114), so that
 * nothing is left to pay. Unit prices keep all decimals: the standard does not limit them.
 *
 * @param lines as in the facts
 * @param taxes one per category and rate, in this order
 * @param paid what was paid or given back, rounded (BT-113)
 */
record StandardAmounts(List<OfLine> lines, List<OfTax> taxes, BigDecimal paid) {
  private static final int MOST_DECIMALS = 2;
  private static final int PRICE_DECIMALS = 10;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final Comparator<OfTax> ORDER =
      Comparator.comparing(OfTax::category).thenComparing(OfTax::rate);

  /**
   * One line.
   *
   * @param price of one without tax (BT-146)
   * @param discount without tax (BT-136); zero if there is none
   * @param net BT-131: quantity times price less discount
   */
  record OfLine(Line line, BigDecimal price, BigDecimal discount, BigDecimal net) {}

  /**
   * What is taxed alike (BG-23).
   *
   * @param exemption the reasons (BT-120), joined; null unless exempt
   */
  record OfTax(
      TaxCategory category, BigDecimal rate, String exemption, BigDecimal net, BigDecimal tax) {}

  static StandardAmounts of(InvoiceFacts facts) {
    int decimals = facts.currencyDecimals();
    List<OfLine> lines =
        facts.lines().stream().map(line -> line(line, decimals, facts.pricesIncludeTax())).toList();
    return new StandardAmounts(lines, taxes(lines, facts), rounded(facts.totalMinor(), decimals));
  }

  private static OfLine line(Line line, int decimals, boolean pricesIncludeTax) {
    BigDecimal net = rounded(line.netMinor(), decimals);
    BigDecimal discount = BigDecimal.valueOf(line.discountMinor(), decimals);
    if (pricesIncludeTax) {
      discount =
          discount
              .multiply(HUNDRED)
              .divide(HUNDRED.add(line.taxRate()), PRICE_DECIMALS, RoundingMode.HALF_UP);
    }
    discount = discount.setScale(net.scale(), RoundingMode.HALF_UP);
    BigDecimal price =
        net.add(discount)
            .divide(BigDecimal.valueOf(line.quantity()), PRICE_DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return new OfLine(line, price.setScale(Math.max(price.scale(), net.scale())), discount, net);
  }

  private static List<OfTax> taxes(List<OfLine> lines, InvoiceFacts facts) {
    Map<OfTax, List<OfLine>> groups = new TreeMap<>(ORDER);
    for (OfLine line : lines) {
      OfTax group = new OfTax(TaxCategory.of(line.line()), line.line().taxRate(), null, null, null);
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(line);
    }
    List<OfTax> taxes = new ArrayList<>();
    groups.forEach((group, ofGroup) -> taxes.add(tax(group, ofGroup, facts)));
    return List.copyOf(taxes);
  }

  private static OfTax tax(OfTax group, List<OfLine> lines, InvoiceFacts facts) {
    String exemption =
        lines.stream()
            .map(line -> line.line().exemption())
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    long taxMinor = lines.stream().mapToLong(line -> line.line().taxMinor()).sum();
    return new OfTax(
        group.category(),
        group.rate(),
        group.category() == TaxCategory.E ? exemption : null,
        sum(lines.stream().map(OfLine::net).toList()),
        rounded(taxMinor, facts.currencyDecimals()));
  }

  /** The sum of the lines without tax (BT-106, BT-109). */
  BigDecimal net() {
    return sum(lines.stream().map(OfLine::net).toList());
  }

  /** All tax (BT-110). */
  BigDecimal tax() {
    return sum(taxes.stream().map(OfTax::tax).toList());
  }

  /** With tax (BT-112). */
  BigDecimal grand() {
    return net().add(tax());
  }

  /** What was paid less what the rounded parts add up to (BT-114). */
  BigDecimal rounding() {
    return paid.subtract(grand());
  }

  private static BigDecimal rounded(long amountMinor, int decimals) {
    return BigDecimal.valueOf(amountMinor, decimals)
        .setScale(Math.min(decimals, MOST_DECIMALS), RoundingMode.HALF_UP);
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal::add).orElseThrow();
  }
}
