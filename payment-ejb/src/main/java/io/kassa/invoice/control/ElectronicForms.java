package io.kassa.invoice.control;

import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.ElectronicForm;
import io.kassa.invoice.entity.InvoiceFacts;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;

/**
 * The XML of issued documents. CII is taken from inside the stored PDF, so that both say the same
 * for ever; UBL is written from the frozen facts.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ElectronicForms {
  @EJB private InvoiceBook book;

  /** Empty if the document was issued without an electronic form. */
  public Optional<byte[]> of(UUID merchantId, UUID documentId, ElectronicForm form) {
    Optional<byte[]> cii = embedded(book.pdf(merchantId, documentId));
    if (form == ElectronicForm.CII || cii.isEmpty()) {
      return cii;
    }
    InvoiceFacts facts = book.facts(merchantId, documentId);
    return Optional.of(ElectronicInvoice.ubl(facts));
  }

  static Optional<byte[]> embedded(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
      if (names == null || names.getEmbeddedFiles() == null) {
        return Optional.empty();
      }
      PDComplexFileSpecification file =
          names.getEmbeddedFiles().getNames().get(ArchivalForm.XML_NAME);
      return Optional.of(file.getEmbeddedFile().toByteArray());
    } catch (IOException e) {
      // the bytes are those that were stored, which the caller compared
      throw new UncheckedIOException(e);
    }
  }
}
