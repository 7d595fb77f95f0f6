package io.kassa.invoice.control.en16931;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
import java.math.BigDecimal;
import java.util.List;
import un.unece.uncefact.data.standard.crossindustryinvoice._100.CrossIndustryInvoiceType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.AllowanceChargeReasonCodeType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.CurrencyCodeType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.DocumentCodeType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.PaymentMeansCodeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentContextParameterType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentLineDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentContextType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ReferencedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeLineItemType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeTransactionType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAllowanceChargeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePriceType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeProductType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementHeaderMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementLineMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementPaymentMeansType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeTaxType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.IndicatorType;

/** The facts as a Cross Industry Invoice (CII D16B) of the profile EN 16931. */
record CiiMessage(InvoiceFacts facts, StandardAmounts amounts) {
  /** BT-24. */
  static final String GUIDELINE = "urn:cen.eu:en16931:2017";

  private static final String INVOICE = "380";
  private static final String CREDIT_NOTE = "381";

  /** UNCL 4461: online payment service. */
  private static final String PAID_ONLINE = "68";

  /** UNCL 5189: discount. */
  private static final String DISCOUNT = "95";

  static CrossIndustryInvoiceType of(InvoiceFacts facts) {
    return new CiiMessage(facts, StandardAmounts.of(facts)).message();
  }

  private CrossIndustryInvoiceType message() {
    DocumentContextParameterType guideline = new DocumentContextParameterType();
    guideline.setID(Terms.id(GUIDELINE));
    ExchangedDocumentContextType context = new ExchangedDocumentContextType();
    context.getGuidelineSpecifiedDocumentContextParameter().add(guideline);

    SupplyChainTradeTransactionType transaction = new SupplyChainTradeTransactionType();
    for (int i = 0; i < amounts.lines().size(); i++) {
      transaction.getIncludedSupplyChainTradeLineItem().add(line(i + 1, amounts.lines().get(i)));
    }
    transaction.setApplicableHeaderTradeAgreement(agreement());
    transaction.setApplicableHeaderTradeDelivery(new HeaderTradeDeliveryType());
    transaction.setApplicableHeaderTradeSettlement(settlement());

    CrossIndustryInvoiceType message = new CrossIndustryInvoiceType();
    message.setExchangedDocumentContext(context);
    message.setExchangedDocument(document());
    message.setSupplyChainTradeTransaction(transaction);
    return message;
  }

  private ExchangedDocumentType document() {
    ExchangedDocumentType document = new ExchangedDocumentType();
    document.setID(Terms.id(facts.number()));
    document.setTypeCode(new DocumentCodeType(facts.credited() == null ? INVOICE : CREDIT_NOTE));
    document.setIssueDateTime(Terms.day(facts.issuedAt()));
    ElectronicInvoice.note(facts)
        .ifPresent(note -> document.getIncludedNote().add(Terms.note(note)));
    return document;
  }

  private SupplyChainTradeLineItemType line(int number, StandardAmounts.OfLine of) {
    DocumentLineDocumentType document = new DocumentLineDocumentType();
    document.setLineID(Terms.id(Integer.toString(number)));
    TradeProductType product = new TradeProductType();
    product.getName().add(Terms.text(of.line().description()));

    TradePriceType price = new TradePriceType();
    price.getChargeAmount().add(Terms.amount(of.price()));
    LineTradeAgreementType agreement = new LineTradeAgreementType();
    agreement.setNetPriceProductTradePrice(price);
    LineTradeDeliveryType delivery = new LineTradeDeliveryType();
    delivery.setBilledQuantity(Terms.quantity(of.line().quantity()));

    SupplyChainTradeLineItemType line = new SupplyChainTradeLineItemType();
    line.setAssociatedDocumentLineDocument(document);
    line.setSpecifiedTradeProduct(product);
    line.setSpecifiedLineTradeAgreement(agreement);
    line.setSpecifiedLineTradeDelivery(delivery);
    line.setSpecifiedLineTradeSettlement(settlement(of));
    return line;
  }

  private static LineTradeSettlementType settlement(StandardAmounts.OfLine of) {
    LineTradeSettlementType settlement = new LineTradeSettlementType();
    settlement
        .getApplicableTradeTax()
        .add(Terms.tax(TaxCategory.of(of.line()), of.line().taxRate()));
    if (of.discount().signum() > 0) {
      IndicatorType charge = new IndicatorType();
      charge.setIndicator(false);
      TradeAllowanceChargeType discount = new TradeAllowanceChargeType();
      discount.setChargeIndicator(charge);
      discount.getActualAmount().add(Terms.amount(of.discount()));
      discount.setReasonCode(new AllowanceChargeReasonCodeType(DISCOUNT));
      discount.setReason(Terms.text("Discount"));
      settlement.getSpecifiedTradeAllowanceCharge().add(discount);
    }
    TradeSettlementLineMonetarySummationType sum = new TradeSettlementLineMonetarySummationType();
    sum.getLineTotalAmount().add(Terms.amount(of.net()));
    settlement.setSpecifiedTradeSettlementLineMonetarySummation(sum);
    return settlement;
  }

  private HeaderTradeAgreementType agreement() {
    HeaderTradeAgreementType agreement = new HeaderTradeAgreementType();
    agreement.setSellerTradeParty(Parties.seller(facts.seller()));
    agreement.setBuyerTradeParty(Parties.buyer(facts));
    ReferencedDocumentType order = new ReferencedDocumentType();
    order.setIssuerAssignedID(Terms.id(facts.orderId()));
    agreement.setBuyerOrderReferencedDocument(order);
    return agreement;
  }

  private HeaderTradeSettlementType settlement() {
    HeaderTradeSettlementType settlement = new HeaderTradeSettlementType();
    settlement.getPaymentReference().add(Terms.text(facts.confirmationNumber()));
    settlement.setInvoiceCurrencyCode(new CurrencyCodeType(facts.currency()));
    TradeSettlementPaymentMeansType means = new TradeSettlementPaymentMeansType();
    means.setTypeCode(new PaymentMeansCodeType(PAID_ONLINE));
    means.getInformation().add(Terms.text(facts.channel()));
    settlement.getSpecifiedTradeSettlementPaymentMeans().add(means);
    amounts.taxes().forEach(tax -> settlement.getApplicableTradeTax().add(tax(tax)));
    settlement.setSpecifiedTradeSettlementHeaderMonetarySummation(sums());
    Credited credited = facts.credited();
    if (credited != null) {
      ReferencedDocumentType invoice = new ReferencedDocumentType();
      invoice.setIssuerAssignedID(Terms.id(credited.invoiceNumber()));
      invoice.setFormattedIssueDateTime(Terms.formattedDay(credited.invoiceIssuedAt()));
      settlement.setInvoiceReferencedDocument(invoice);
    }
    return settlement;
  }

  private static TradeTaxType tax(StandardAmounts.OfTax of) {
    TradeTaxType tax = Terms.tax(of.category(), of.rate());
    tax.getCalculatedAmount().add(Terms.amount(of.tax()));
    tax.getBasisAmount().add(Terms.amount(of.net()));
    if (of.exemption() != null) {
      tax.setExemptionReason(Terms.text(of.exemption()));
    }
    return tax;
  }

  private TradeSettlementHeaderMonetarySummationType sums() {
    TradeSettlementHeaderMonetarySummationType sums =
        new TradeSettlementHeaderMonetarySummationType();
    sums.getLineTotalAmount().add(Terms.amount(amounts.net()));
    sums.getTaxBasisTotalAmount().add(Terms.amount(amounts.net()));
    sums.getTaxTotalAmount().add(Terms.amount(amounts.tax(), facts.currency()));
    if (amounts.rounding().signum() != 0) {
      sums.getRoundingAmount().add(Terms.amount(amounts.rounding()));
    }
    sums.getGrandTotalAmount().add(Terms.amount(amounts.grand()));
    sums.getTotalPrepaidAmount().add(Terms.amount(amounts.paid()));
    BigDecimal due =
        List.of(amounts.grand(), amounts.paid().negate(), amounts.rounding()).stream()
            .reduce(BigDecimal::add)
            .orElseThrow();
    sums.getDuePayableAmount().add(Terms.amount(due));
    return sums;
  }
}
