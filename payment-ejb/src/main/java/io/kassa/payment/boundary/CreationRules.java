package io.kassa.payment.boundary;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.merchant.entity.AmountLimit;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.payment.control.ContentHash;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.OrderLine;
import io.kassa.tax.TaxCalculation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold before a payment is created, beyond the shape of the request. */
final class CreationRules {
  private CreationRules() {}

  /**
   * Refuses what the merchant or the sums do not allow.
   *
   * @throws PaymentException INVALID_REQUEST for {@code returnUrl} or {@code lines}; LIMIT_EXCEEDED
   *     for the merchant's limit per payment
   */
  static void check(MerchantProfile merchant, CreatePayment command) {
    if (command.returnUrl() != null && !isRegistered(merchant, origin(command))) {
      throw PaymentException.invalid("returnUrl", "is not on an origin that you registered");
    }
    if (!command.lines().isEmpty()) {
      TaxCalculation.of(command.amount().amountMinor(), items(command.lines()));
    }
    long amountMinor = command.amount().amountMinor();
    merchant
        .limit(command.amount().currency().code())
        .map(AmountLimit::perPaymentMinor)
        .filter(limitMinor -> amountMinor > limitMinor)
        .ifPresent(
            limitMinor -> {
              throw beyond("perPayment", amountMinor, limitMinor);
            });
  }

  /** The refusal of an amount, naming the limit as operators set it. */
  static PaymentException beyond(String limit, long amountMinor, long limitMinor) {
    return PaymentException.of(
        ErrorCode.LIMIT_EXCEEDED,
        "%s: the amount %d is beyond the limit of %d.".formatted(limit, amountMinor, limitMinor));
  }

  /** How far the invoice is at creation. */
  static InvoiceStatus invoiceStatus(MerchantProfile merchant, boolean requested) {
    return requested || merchant.invoicing() == Invoicing.ALWAYS
        ? InvoiceStatus.PENDING
        : InvoiceStatus.NONE;
  }

  /** A hash over everything that was asked for, after defaults. */
  static byte[] contentHash(CreatePayment command) {
    ContentHash hash =
        new ContentHash()
            .add(command.orderId())
            .add(command.amount().amountMinor())
            .add(command.amount().currency().code())
            .add(command.description())
            .add(command.expiresInSeconds())
            .add(command.returnUrl())
            .add(command.accountId())
            .add(command.invoiceRequested());
    Map<String, String> metadata = new TreeMap<>(command.metadata());
    hash.add(metadata.size());
    metadata.forEach((name, value) -> hash.add(name).add(value));
    hash.add(command.lines().size());
    for (OrderLine line : command.lines()) {
      hash.add(line.description())
          .add(line.quantity())
          .add(line.unitAmountMinor())
          .add(line.taxRate().stripTrailingZeros().toPlainString() + particulars(line));
    }
    Buyer buyer = command.buyer();
    if (buyer != null) {
      hash.add(buyer.name()).add(buyer.taxId()).add(buyer.email());
      if (buyer.country() != null || buyer.electronicAddress() != null) {
        hash.add(buyer.country()).add(buyer.electronicAddress());
      }
    }
    return hash.bytes();
  }

  /**
   * What few lines have, behind the digits of the rate: a line without them hashes as it did before
   * there were any, so that an order is known again by whichever release made it.
   */
  private static String particulars(OrderLine line) {
    return (line.discountMinor() > 0 ? "-" + line.discountMinor() : "")
        + (line.taxExemption() != null ? "!" + line.taxExemption() : "");
  }

  private static List<TaxCalculation.Item> items(List<OrderLine> lines) {
    return lines.stream()
        .map(
            line ->
                new TaxCalculation.Item(
                    line.description(),
                    line.quantity(),
                    line.unitAmountMinor(),
                    line.taxRate(),
                    line.discountMinor(),
                    line.taxExemption()))
        .toList();
  }

  private static boolean isRegistered(MerchantProfile merchant, String origin) {
    return origin != null && merchant.returnOrigins().contains(origin);
  }

  /** Scheme, host and port as registered, or null if the URL has no such form. */
  private static String origin(CreatePayment command) {
    try {
      URI url = new URI(command.returnUrl());
      if (url.getHost() == null || url.getRawUserInfo() != null) {
        return null;
      }
      return url.getScheme()
          + "://"
          + url.getHost()
          + (url.getPort() < 0 ? "" : ":" + url.getPort());
    } catch (URISyntaxException malformed) {
      return null;
    }
  }
}
