package io.kassa.invoice.control;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.InvoiceFacts.Line;
import io.kassa.invoice.entity.InvoiceFacts.Tax;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a credit note states, from the frozen facts of its invoice and of the credit notes before.
 *
 * <p>A refund of everything repeats the invoice's lines. A part has one line per tax rate, exempt
 * lines apart: the amount is spread over the rates in proportion to what is left of each, by
 * largest remainder (the lower rate on a tie), and the tax of a rate is in proportion to what is
 * left of its tax, rounded half up. So each document adds up to the minor unit, and the documents
 * of refunds that make the whole amount add up to the invoice, rate by rate.
 */
final class CreditNoteFacts {
  private CreditNoteFacts() {}

  /** What is taxed alike: a rate and, where it is 0, why no tax is due. */
  private record Group(BigDecimal rate, String exemption) {
    static Group of(Line line) {
      return new Group(line.taxRate(), line.exemption());
    }
  }

  private static final Comparator<Group> LOWER_RATE_FIRST =
      Comparator.comparing(Group::rate)
          .thenComparing(Group::exemption, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** What is left, or credited, of a group. */
  private record Rest(Group group, long netMinor, long taxMinor) {
    static Rest of(Line line) {
      return new Rest(Group.of(line), line.netMinor(), line.taxMinor());
    }

    Rest plus(Rest other) {
      return new Rest(group, netMinor + other.netMinor, taxMinor + other.taxMinor);
    }

    Rest minus(Rest other) {
      return new Rest(group, netMinor - other.netMinor, taxMinor - other.taxMinor);
    }

    long grossMinor() {
      return netMinor + taxMinor;
    }
  }

  /**
   * The facts of a credit note.
   *
   * @param before what was credited of the invoice before
   * @param amountMinor at most what is left of the invoice
   */
  static InvoiceFacts of(
      InvoiceFacts invoice,
      List<InvoiceFacts> before,
      long amountMinor,
      Credited credited,
      String number,
      Instant issuedAt) {
    boolean whole = amountMinor == invoice.totalMinor();
    List<Line> lines =
        whole
            ? invoice.lines()
            : lines(shares(rests(invoice, before), amountMinor), invoice.number());
    List<Tax> taxes = whole ? invoice.taxes() : taxes(lines);
    long net = taxes.stream().mapToLong(Tax::netMinor).sum();
    return new InvoiceFacts(
        InvoiceRenderer.TEMPLATE_VERSION,
        number,
        issuedAt,
        invoice.seller(),
        invoice.buyer(),
        invoice.orderId(),
        invoice.paymentId(),
        invoice.description(),
        invoice.currency(),
        invoice.currencyDecimals(),
        lines,
        taxes,
        whole ? invoice.pricesIncludeTax() : true,
        net,
        amountMinor - net,
        amountMinor,
        invoice.channel(),
        invoice.confirmationNumber(),
        invoice.confirmedAt(),
        invoice.confirmationUrl(),
        invoice.test(),
        credited);
  }

  private static List<Rest> rests(InvoiceFacts invoice, List<InvoiceFacts> before) {
    Map<Group, Rest> rests = new TreeMap<>(LOWER_RATE_FIRST);
    for (Line line : invoice.lines()) {
      rests.merge(Group.of(line), Rest.of(line), Rest::plus);
    }
    for (InvoiceFacts note : before) {
      for (Line line : note.lines()) {
        rests.computeIfPresent(Group.of(line), (group, rest) -> rest.minus(Rest.of(line)));
      }
    }
    return List.copyOf(rests.values());
  }

  /** One entry per group that has a share; rates ascend. */
  private static List<Rest> shares(List<Rest> rests, long amountMinor) {
    long left = rests.stream().mapToLong(Rest::grossMinor).sum();
    if (amountMinor < 1 || amountMinor > left) {
      throw new IllegalStateException("a credit note of " + amountMinor + " where left is " + left);
    }
    long[] gross = new long[rests.size()];
    BigInteger[] remainders = new BigInteger[gross.length];
    long missing = amountMinor;
    for (int i = 0; i < gross.length; i++) {
      BigInteger[] parts =
          product(amountMinor, rests.get(i).grossMinor())
              .divideAndRemainder(BigInteger.valueOf(left));
      gross[i] = parts[0].longValueExact();
      remainders[i] = parts[1];
      missing -= gross[i];
    }
    List<Integer> byRemainder = new ArrayList<>();
    for (int i = 0; i < gross.length; i++) {
      byRemainder.add(i);
    }
    // a stable sort: the lower rate wins a tie
    byRemainder.sort(Comparator.comparing((Integer i) -> remainders[i]).reversed());
    for (int k = 0; k < missing; k++) {
      gross[byRemainder.get(k)]++;
    }
    List<Rest> shares = new ArrayList<>();
    for (int i = 0; i < gross.length; i++) {
      if (gross[i] > 0) {
        long tax = halfUp(product(gross[i], rests.get(i).taxMinor()), rests.get(i).grossMinor());
        shares.add(new Rest(rests.get(i).group(), gross[i] - tax, tax));
      }
    }
    return shares;
  }

  private static BigInteger product(long left, long right) {
    return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
  }

  /** Half up; nothing here is negative. */
  private static long halfUp(BigInteger dividend, long divisor) {
    BigInteger twice = BigInteger.valueOf(divisor).multiply(BigInteger.TWO);
    return dividend
        .multiply(BigInteger.TWO)
        .add(BigInteger.valueOf(divisor))
        .divide(twice)
        .longValueExact();
  }

  private static List<Line> lines(List<Rest> shares, String invoiceNumber) {
    return shares.stream()
        .map(
            share ->
                new Line(
                    "Partial refund of " + invoiceNumber + " 部分退款",
                    1,
                    share.grossMinor(),
                    share.group().rate(),
                    0,
                    share.group().exemption(),
                    share.netMinor(),
                    share.taxMinor(),
                    share.grossMinor()))
        .toList();
  }

  private static List<Tax> taxes(List<Line> lines) {
    Map<BigDecimal, Tax> taxes = new TreeMap<>();
    for (Line line : lines) {
      taxes.merge(
          line.taxRate(),
          new Tax(line.taxRate(), line.netMinor(), line.taxMinor()),
          (one, other) ->
              new Tax(
                  one.rate(),
                  one.netMinor() + other.netMinor(),
                  one.taxMinor() + other.taxMinor()));
    }
    return List.copyOf(taxes.values());
  }
}
