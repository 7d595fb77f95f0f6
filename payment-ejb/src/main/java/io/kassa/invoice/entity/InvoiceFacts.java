package io.kassa.invoice.entity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything an invoice says, frozen at the moment it gets its number. The document is a function
 * of these facts alone: a merchant that moves house or a later tax rate changes no invoice that was
 * issued. Amounts are minor units of {@link #currency()}; rates are percent, 13 for 13 %.
 *
 * <p>The facts are consistent or do not exist: the lines add up to the taxes, the taxes to the
 * totals, net and tax to the total, or the constructor refuses with {@link
 * IllegalArgumentException}. It also refuses null where not said otherwise, text that is not
 * well-formed Unicode or holds NUL (PostgreSQL's {@code jsonb} takes neither), and lists that are
 * empty.
 *
 * @param templateVersion the layout that was current when the invoice was issued, 1 or more
 * @param number the number in the seller's series, 1 to 64 characters
 * @param issuedAt when the number was given
 * @param buyer null when the payer asked for no name on it
 * @param orderId the merchant's own order id
 * @param description the payment's description; null when there was none
 * @param currency ISO 4217 code, three capitals
 * @param currencyDecimals digits after the point of that currency when issued, 0 to 4
 * @param lines at least one, in the merchant's order
 * @param taxes one per rate, ascending by rate
 * @param pricesIncludeTax whether the lines' unit amounts are gross
 * @param channel the code of the channel that was charged, as in {@code WECHAT_PAY}
 * @param confirmationUrl what the QR code says: ASCII, at most 1024 characters
 * @param test whether the merchant is a test merchant, so that the paper says so
 * @param credited what makes it a credit note; null for an invoice
 */
public record InvoiceFacts(
    int templateVersion,
    String number,
    Instant issuedAt,
    Seller seller,
    Buyer buyer,
    String orderId,
    UUID paymentId,
    String description,
    String currency,
    int currencyDecimals,
    List<Line> lines,
    List<Tax> taxes,
    boolean pricesIncludeTax,
    long netMinor,
    long taxMinor,
    long totalMinor,
    String channel,
    String confirmationNumber,
    Instant confirmedAt,
    String confirmationUrl,
    boolean test,
    Credited credited) {

  private static final int MOST_DECIMALS = 4;
  private static final int LONGEST_NUMBER = 64;
  private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(100);

  /** A QR code of error correction M holds 2331 bytes; one that a phone reads from paper, fewer. */
  private static final int LONGEST_URL = 1024;

  public InvoiceFacts {
    require(templateVersion >= 1, "templateVersion is below 1");
    text(number, "number");
    require(!number.isEmpty() && number.length() <= LONGEST_NUMBER, "number has a wrong length");
    present(issuedAt, "issuedAt");
    present(seller, "seller");
    text(orderId, "orderId");
    present(paymentId, "paymentId");
    optionalText(description, "description");
    text(currency, "currency");
    require(currency.matches("[A-Z]{3}"), "currency is not an ISO 4217 code");
    require(
        currencyDecimals >= 0 && currencyDecimals <= MOST_DECIMALS,
        "currencyDecimals is outside 0 to 4");
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    require(!lines.isEmpty(), "there are no lines");
    text(channel, "channel");
    text(confirmationNumber, "confirmationNumber");
    present(confirmedAt, "confirmedAt");
    text(confirmationUrl, "confirmationUrl");
    require(
        confirmationUrl.length() <= LONGEST_URL && confirmationUrl.matches("[!-~]+"),
        "confirmationUrl is not a URL of at most 1024 ASCII characters");
    require(sum(netMinor, taxMinor) == totalMinor, "net and tax are not the total");
    requireTaxesAddUp(lines, taxes);
    Tax sum = taxes.stream().reduce(new Tax(BigDecimal.ZERO, 0, 0), Tax::plus);
    require(sum.netMinor() == netMinor, "the taxes miss the net");
    require(sum.taxMinor() == taxMinor, "the taxes miss the tax");
  }

  /** The facts of the canonical JSON; see {@link InvoiceFactsJson} for what it refuses. */
  public static InvoiceFacts fromJson(byte[] json) {
    return InvoiceFactsJson.read(json);
  }

  /**
   * Canonical JSON in UTF-8: members in the order of this record, nothing absent but null members,
   * no whitespace, rates without trailing zeros. The same facts give the same bytes.
   */
  public byte[] toJson() {
    return InvoiceFactsJson.write(this);
  }

  /** Leaves the buyer and free text out, whoever prints it. */
  @Override
  public String toString() {
    return "InvoiceFacts[" + number + "]";
  }

  /**
   * Who was paid.
   *
   * @param taxId null when the seller has none
   * @param address one or more lines separated by line feeds; null when unknown
   * @param country ISO 3166-1 alpha-2; null when unknown
   * @param electronicAddress a scheme of ISO 6523, a colon and an id; null when unknown
   */
  public record Seller(
      String legalName, String taxId, String address, String country, String electronicAddress) {
    public Seller {
      text(legalName, "seller.legalName");
      optionalText(taxId, "seller.taxId");
      optionalText(address, "seller.address");
      optionalCountry(country, "seller.country");
      optionalText(electronicAddress, "seller.electronicAddress");
    }
  }

  /**
   * Who asked for the invoice.
   *
   * @param taxId null when not given
   * @param email null when not given
   * @param country ISO 3166-1 alpha-2; null when it is the seller's
   * @param electronicAddress as the seller's; null when not given
   */
  public record Buyer(
      String name, String taxId, String email, String country, String electronicAddress) {
    public Buyer {
      text(name, "buyer.name");
      optionalText(taxId, "buyer.taxId");
      optionalText(email, "buyer.email");
      optionalCountry(country, "buyer.country");
      optionalText(electronicAddress, "buyer.electronicAddress");
    }

    /** Leaves the person out, whoever prints it. */
    @Override
    public String toString() {
      return "Buyer[…]";
    }
  }

  /**
   * One line. Net and tax make gross; {@code quantity * unitAmountMinor - discountMinor} is the
   * gross where prices include tax, else the net.
   *
   * @param quantity 1 or more
   * @param taxRate percent, 0 to 100 with at most two decimals; 0 where exempt
   * @param discountMinor 0 or more
   * @param exemption why no tax is due; null if the line is not exempt
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
      text(description, "line.description");
      require(quantity >= 1, "line.quantity is below 1");
      taxRate = shortest(taxRate);
      require(discountMinor >= 0, "line.discount is below 0");
      optionalText(exemption, "line.exemption");
      require(exemption == null || taxRate.signum() == 0, "a line with a tax rate is exempt");
      require(sum(netMinor, taxMinor) == grossMinor, "a line's parts miss its gross");
    }
  }

  /** What all lines of one rate come to. */
  public record Tax(BigDecimal rate, long netMinor, long taxMinor) {
    public Tax {
      rate = shortest(rate);
    }

    private Tax plus(Tax other) {
      return new Tax(rate, sum(netMinor, other.netMinor), sum(taxMinor, other.taxMinor));
    }
  }

  private static void requireTaxesAddUp(List<Line> lines, List<Tax> taxes) {
    Map<BigDecimal, Tax> sums = new HashMap<>();
    for (Line line : lines) {
      sums.merge(
          line.taxRate(), new Tax(line.taxRate(), line.netMinor(), line.taxMinor()), Tax::plus);
    }
    BigDecimal last = BigDecimal.valueOf(-1);
    for (Tax tax : taxes) {
      require(tax.rate().compareTo(last) > 0, "taxes are not ascending by rate");
      require(tax.equals(sums.get(tax.rate())), "the lines of a rate miss its tax entry");
      last = tax.rate();
    }
    require(sums.size() == taxes.size(), "a rate of the lines has no tax entry");
  }

  private static long sum(long left, long right) {
    try {
      return Math.addExact(left, right);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("The amounts add up to more than a long holds", e);
    }
  }

  private static BigDecimal shortest(BigDecimal rate) {
    present(rate, "rate");
    require(rate.signum() >= 0 && rate.compareTo(HIGHEST_RATE) <= 0, "rate is outside 0 to 100");
    BigDecimal shortest = rate.stripTrailingZeros();
    require(shortest.scale() <= 2, "rate has more than two decimals");
    // 1E+1 would be another spelling of 10, and spelling is part of equality and of the JSON
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static void optionalCountry(String value, String member) {
    require(value == null || value.matches("[A-Z]{2}"), member + " is not a country code");
  }

  private static void optionalText(String value, String member) {
    if (value != null) {
      text(value, member);
    }
  }

  private static void text(String value, String member) {
    present(value, member);
    boolean wellFormed =
        value
            .codePoints()
            .noneMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    require(wellFormed, member + " holds NUL or a lone surrogate");
  }

  private static void present(Object value, String member) {
    require(value != null, member + " is missing");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
