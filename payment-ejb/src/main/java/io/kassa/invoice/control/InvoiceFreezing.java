package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.merchant.entity.Seller;
import io.kassa.money.CurrencyCode;
import io.kassa.payment.control.PaymentText;
import io.kassa.payment.control.PersonalData;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.OrderLine;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import io.kassa.tax.TaxCalculation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gathers what an invoice states, at the moment it gets its number; from then on it is frozen. */
@ApplicationScoped
public class InvoiceFreezing {
  @Inject private MerchantDirectory directory;
  @Inject private PersonalData personalData;

  @Inject
  @ConfigProperty(name = "kassa.publicUrl")
  private String publicUrl;

  /** Where a seller is at home that told no country. */
  @Inject
  @ConfigProperty(name = "kassa.invoice.country", defaultValue = "CN")
  private String usualCountry;

  InvoiceFacts freeze(Payment payment, String number, Instant issuedAt) {
    if (payment.status() != PaymentState.SUCCEEDED) {
      throw new IllegalStateException("payment " + payment.id() + " did not succeed");
    }
    MerchantProfile merchant =
        directory
            .find(payment.merchantId())
            .orElseThrow(() -> new IllegalStateException("no merchant " + payment.merchantId()));
    TaxCalculation sums = calculate(payment);
    return new InvoiceFacts(
        InvoiceRenderer.TEMPLATE_VERSION,
        number,
        issuedAt,
        seller(merchant),
        buyer(payment),
        payment.orderId(),
        payment.id(),
        payment.description(),
        payment.currency(),
        CurrencyCode.of(payment.currency()).decimals(),
        lines(sums),
        taxes(sums),
        sums.pricesIncludeTax(),
        sums.netMinor(),
        sums.taxMinor(),
        sums.totalMinor(),
        payment.channel().name(),
        payment.confirmationNumber(),
        payment.confirmedAt(),
        publicUrl + "/api/v1/payments/" + payment.id() + "/confirmation",
        payment.test(),
        null);
  }

  private static TaxCalculation calculate(Payment payment) {
    List<OrderLine> lines = PaymentText.lines(payment.lines());
    if (lines.isEmpty()) {
      return TaxCalculation.withoutLines(
          payment.amountMinor(), payment.description(), payment.orderId());
    }
    return TaxCalculation.of(
        payment.amountMinor(),
        lines.stream()
            .map(
                line ->
                    new TaxCalculation.Item(
                        line.description(),
                        line.quantity(),
                        line.unitAmountMinor(),
                        line.taxRate(),
                        line.discountMinor(),
                        line.taxExemption()))
            .toList());
  }

  static List<InvoiceFacts.Line> lines(TaxCalculation sums) {
    return sums.lines().stream()
        .map(
            line ->
                new InvoiceFacts.Line(
                    line.description(),
                    line.quantity(),
                    line.unitAmountMinor(),
                    line.taxRate(),
                    line.discountMinor(),
                    line.exemption(),
                    line.netMinor(),
                    line.taxMinor(),
                    line.grossMinor()))
        .toList();
  }

  static List<InvoiceFacts.Tax> taxes(TaxCalculation sums) {
    return sums.taxes().stream()
        .map(tax -> new InvoiceFacts.Tax(tax.rate(), tax.netMinor(), tax.taxMinor()))
        .toList();
  }

  /** A merchant that told nothing of itself as a seller is named; the rest stays unknown. */
  private InvoiceFacts.Seller seller(MerchantProfile merchant) {
    Seller seller = merchant.seller();
    if (seller.legalName() == null) {
      return new InvoiceFacts.Seller(merchant.name(), null, null, null, null);
    }
    return new InvoiceFacts.Seller(
        seller.legalName(),
        seller.taxId(),
        seller.address(),
        seller.country() == null ? usualCountry : seller.country(),
        seller.electronicAddress());
  }

  private InvoiceFacts.Buyer buyer(Payment payment) {
    Buyer buyer = personalData.open(payment.sealedBuyer(), payment.id());
    return buyer == null
        ? null
        : new InvoiceFacts.Buyer(
            buyer.name(), buyer.taxId(), buyer.email(), buyer.country(), buyer.electronicAddress());
  }
}
