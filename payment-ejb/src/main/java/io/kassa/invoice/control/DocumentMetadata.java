package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * What the file says about itself, in the information dictionary and, alike, in XMP. It names no
 * PDF/A part: the file lacks the output intent and the structure that one asks for.
 */
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
    metadata.importXMPMetadata(xmp(title, author, facts).getBytes(StandardCharsets.UTF_8));
    catalog.setMetadata(metadata);
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

  private static String xmp(String title, String author, InvoiceFacts facts) {
    String time = facts.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    return """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
           <dc:format>application/pdf</dc:format>
           <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
           <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
           <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Order %s</rdf:li></rdf:Alt></dc:description>
           <dc:language><rdf:Bag><rdf:li>en</rdf:li><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
           <xmp:CreateDate>%s</xmp:CreateDate>
           <xmp:ModifyDate>%s</xmp:ModifyDate>
           <xmp:CreatorTool>Kassa</xmp:CreatorTool>
           <pdf:Producer>%s</pdf:Producer>
          </rdf:Description>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>"""
        .formatted(xml(title), xml(author), xml(facts.orderId()), time, time, PRODUCER);
  }

  /** Markup escaped; characters that XML 1.0 does not know replaced. */
  private static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case 0xFFFE, 0xFFFF -> escaped.append('\uFFFD');
                default -> escaped.appendCodePoint(c < 0x20 ? ' ' : c);
              }
            });
    return escaped.toString();
  }
}
