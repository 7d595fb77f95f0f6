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
 * <p>A refund of everything repeats the invoice's lines. A part has one line per tax rate: the
 * amount is spread over the rates in proportion to what is left of each, by largest remainder (the
 * lower rate on a tie), and the tax of a rate is in proportion to what is left of its tax, rounded
 * half up. So each document adds up to the minor unit, and the documents of refunds that make the
 * whole amount add up to the invoice, rate by rate.
 */
final class CreditNoteFacts {
  private CreditNoteFacts() {}

  /** What is left of a rate. */
  private record Rest(BigDecimal rate, long netMinor, long taxMinor) {
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
    List<Tax> taxes = whole ? invoice.taxes() : shares(rests(invoice, before), amountMinor);
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
        whole ? invoice.lines() : lines(taxes, invoice.number()),
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
    Map<BigDecimal, Rest> rests = new TreeMap<>();
    for (Tax tax : invoice.taxes()) {
      rests.put(tax.rate(), new Rest(tax.rate(), tax.netMinor(), tax.taxMinor()));
    }
    for (InvoiceFacts note : before) {
      for (Tax tax : note.taxes()) {
        rests.computeIfPresent(
            tax.rate(),
            (rate, rest) ->
                new Rest(rate, rest.netMinor() - tax.netMinor(), rest.taxMinor() - tax.taxMinor()));
      }
    }
    return List.copyOf(rests.values());
  }

  /** One entry per rate that has a share; rates ascend. */
  private static List<Tax> shares(List<Rest> rests, long amountMinor) {
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
    List<Tax> taxes = new ArrayList<>();
    for (int i = 0; i < gross.length; i++) {
      if (gross[i] > 0) {
        long tax = halfUp(product(gross[i], rests.get(i).taxMinor()), rests.get(i).grossMinor());
        taxes.add(new Tax(rests.get(i).rate(), gross[i] - tax, tax));
      }
    }
    return taxes;
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

  private static List<Line> lines(List<Tax> taxes, String invoiceNumber) {
    return taxes.stream()
        .map(
            tax -> {
              long gross = tax.netMinor() + tax.taxMinor();
              return new Line(
                  "Partial refund of " + invoiceNumber + " 部分退款",
                  1,
                  gross,
                  tax.rate(),
                  tax.netMinor(),
                  tax.taxMinor(),
                  gross);
            })
        .toList();
  }
}
