package io.kassa.invoice.control.en16931;

import com.helger.cii.d16b.CIID16BCrossIndustryInvoiceTypeMarshaller;
import com.helger.commons.error.list.ErrorList;
import com.helger.en16931.cii2ubl.CIIToUBL21Converter;
import com.helger.ubl21.UBL21Marshaller;
import io.kassa.invoice.entity.InvoiceFacts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.BillingReferenceType;
import oasis.names.specification.ubl.schema.xsd.creditnote_21.CreditNoteType;
import oasis.names.specification.ubl.schema.xsd.invoice_21.InvoiceType;

/**
 * An invoice or credit note as XML after EN 16931. A function of the facts: no clock, zone or
 * locale is read. Safe for use by several threads.
 */
public final class ElectronicInvoice {
  /** Peppol BIS Billing 3.0, as BT-24 says it. */
  private static final String PEPPOL =
      "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

  private static final String PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
  private static final int MOST_DECIMALS = 2;

  /** Whose sellers Peppol asks for more than Kassa knows, such as a contact's telephone. */
  private static final Set<String> WITH_RULES_OF_THEIR_OWN =
      Set.of("DE", "DK", "GR", "IS", "IT", "NL", "NO", "SE");

  private ElectronicInvoice() {}

  /**
   * Whether the facts hold what EN 16931 asks of every invoice: who sells with which tax id, where
   * (BR-06, BR-08, BR-09, BR-CO-26, BR-S-02).
   */
  public static boolean isPossible(InvoiceFacts facts) {
    InvoiceFacts.Seller seller = facts.seller();
    return seller.taxId() != null && seller.address() != null && seller.country() != null;
  }

  /** A CII message (UN/CEFACT D16B) of the profile EN 16931, as Factur-X embeds it; UTF-8. */
  public static byte[] cii(InvoiceFacts facts) {
    byte[] xml =
        new CIID16BCrossIndustryInvoiceTypeMarshaller()
            .setUseSchema(false)
            .getAsBytes(CiiMessage.of(facts));
    return written(xml, facts);
  }

  /**
   * UBL 2.1: an Invoice or a CreditNote, in UTF-8. It names Peppol BIS Billing 3.0 if both sides
   * have an electronic address, which Peppol wants (PEPPOL-EN16931-R010, R020), and the seller's
   * country has no rules of its own there; else EN 16931 alone.
   */
  public static byte[] ubl(InvoiceFacts facts) {
    ErrorList errors = new ErrorList();
    Serializable ubl =
        new CIIToUBL21Converter()
            .setCustomizationID(isForPeppol(facts) ? PEPPOL : CiiMessage.GUIDELINE)
            .setProfileID(PEPPOL_PROCESS)
            .convertCIItoUBL(CiiMessage.of(facts), errors);
    if (ubl instanceof InvoiceType invoice) {
      return written(UBL21Marshaller.invoice().setUseSchema(false).getAsBytes(invoice), facts);
    }
    if (ubl instanceof CreditNoteType note) {
      note.getBillingReference().forEach(ElectronicInvoice::referToAnInvoice);
      return written(UBL21Marshaller.creditNote().setUseSchema(false).getAsBytes(note), facts);
    }
    throw new IllegalStateException(
        facts.number() + " is not to be said in UBL: " + errors.size() + " errors");
  }

  private static boolean isForPeppol(InvoiceFacts facts) {
    return facts.seller().electronicAddress() != null
        && facts.buyer() != null
        && facts.buyer().electronicAddress() != null
        && !WITH_RULES_OF_THEIR_OWN.contains(facts.seller().country());
  }

  /** The converter takes what a credit note refers to for a credit note. */
  private static void referToAnInvoice(BillingReferenceType reference) {
    if (reference.getInvoiceDocumentReference() == null) {
      reference.setInvoiceDocumentReference(reference.getCreditNoteDocumentReference());
      reference.setCreditNoteDocumentReference(null);
    }
  }

  private static byte[] written(byte[] xml, InvoiceFacts facts) {
    if (xml == null) {
      throw new IllegalStateException(facts.number() + " is not to be written as XML");
    }
    return xml;
  }

  /** What the document says in words (BT-22): one note, since Peppol allows no more; or none. */
  static Optional<String> note(InvoiceFacts facts) {
    List<String> notes = new ArrayList<>();
    if (facts.test()) {
      notes.add("TEST: not a real payment, no money was moved.");
    }
    if (facts.description() != null) {
      notes.add(facts.description());
    }
    exactTotal(facts).ifPresent(notes::add);
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", notes));
  }

  /**
   * For a total that two decimals cannot hold: what was really paid, and why other amounts stand
   * there; empty if every amount is exact.
   */
  public static Optional<String> exactTotal(InvoiceFacts facts) {
    if (facts.currencyDecimals() <= MOST_DECIMALS || isRound(facts)) {
      return Optional.empty();
    }
    return Optional.of(
        "Exact total: %s %s. EN 16931 limits amounts to two decimals; the amounts of the electronic invoice are rounded to them."
            .formatted(
                facts.currency(),
                BigDecimal.valueOf(facts.totalMinor(), facts.currencyDecimals()).toPlainString()));
  }

  private static boolean isRound(InvoiceFacts facts) {
    return facts.lines().stream()
        .allMatch(line -> isRound(line.netMinor(), facts) && isRound(line.taxMinor(), facts));
  }

  private static boolean isRound(long amountMinor, InvoiceFacts facts) {
    BigDecimal amount = BigDecimal.valueOf(amountMinor, facts.currencyDecimals());
    return amount.setScale(MOST_DECIMALS, RoundingMode.DOWN).compareTo(amount) == 0;
  }
}
