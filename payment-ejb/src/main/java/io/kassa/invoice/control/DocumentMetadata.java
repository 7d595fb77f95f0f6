package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** What the file says about itself, in the information dictionary and, alike, in XMP. */
final class DocumentMetadata {
  private static final String PRODUCER = "Kassa, Apache PDFBox";

  private DocumentMetadata() {}

  static void set(PDDocument document, InvoiceFacts facts) throws IOException {
    String title = DocumentWords.of(facts).english() + " " + facts.number();
    String author = facts.seller().legalName();
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle(title);
    information.setAuthor(author);
    information.setSubject("Order " + facts.orderId());
    information.setCreator("Kassa");
    information.setProducer(PRODUCER);
    GregorianCalendar issued = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    issued.setTimeInMillis(facts.issuedAt().getEpochSecond() * 1000);
    information.setCreationDate(issued);
    information.setModificationDate(issued);

    PDDocumentCatalog catalog = document.getDocumentCatalog();
    catalog.setLanguage("en");
    PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
    preferences.setDisplayDocTitle(true);
    catalog.setViewerPreferences(preferences);
    PDMetadata metadata = new PDMetadata(document);
    metadata.importXMPMetadata(
        new XmpPacket(facts, title, author, PRODUCER).text().getBytes(StandardCharsets.UTF_8));
    catalog.setMetadata(metadata);
    ArchivalForm.set(document, facts, issued);
    document.setDocumentId(id(facts));
  }

  /** PDFBox hashes this into the file's two identifiers instead of the time. */
  private static long id(InvoiceFacts facts) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(facts.toJson());
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
