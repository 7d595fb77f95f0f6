package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.LinkedBlockingDeque;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Draws an invoice as a PDF/A-3 of A4 pages in English and Chinese, with the same invoice as XML
 * inside where its facts are enough for EN 16931 (Factur-X).
 *
 * <p>The bytes are a function of the facts: document id, dates and subset names come from them, and
 * no locale, time zone or clock is read. Times are shown in UTC. A new release of PDFBox, of the
 * font or of this layout may change the bytes, never what they say; a changed layout is a new
 * {@link #TEMPLATE_VERSION}.
 *
 * <p>Safe for use by several threads. Parsed fonts are lent to one rendering at a time and kept for
 * the next, so that there are never more sets than renderings that ran at once. They belong to this
 * object and not to threads, since the server's threads outlive the application.
 */
public final class InvoiceRenderer {
  /**
   * The layout that invoices issued now are frozen with. Those frozen with layout 1 that had no
   * file yet when this release came are drawn in this one: it says the same.
   */
  public static final int TEMPLATE_VERSION = 2;

  /** A set holds about 6 MB; more renderings at once parse their own and drop them. */
  private static final int MOST_IDLE_FONTS = 16;

  private final LinkedBlockingDeque<InvoiceFonts> idleFonts =
      new LinkedBlockingDeque<>(MOST_IDLE_FONTS);

  /**
   * The document: 15 kB and more, mostly glyphs.
   *
   * @throws IllegalArgumentException if the facts ask for a layout that this release does not know
   */
  public byte[] render(InvoiceFacts facts) {
    if (facts.templateVersion() > TEMPLATE_VERSION) {
      throw new IllegalArgumentException(
          "There is no invoice layout of version " + facts.templateVersion());
    }
    try {
      InvoiceFonts lent = idleFonts.pollFirst();
      InvoiceFonts fonts = lent == null ? new InvoiceFonts() : lent;
      byte[] document = draw(facts, fonts);
      // after a failure the set is dropped instead: fontbox may have stopped half-way in a table
      idleFonts.offerFirst(fonts);
      return document;
    } catch (IOException e) {
      // everything happens in memory, so this is a broken font or a bug
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] draw(InvoiceFacts facts, InvoiceFonts fonts) throws IOException {
    try (PDDocument document = new PDDocument()) {
      Sheet sheet = new Sheet(fonts, new InvoiceFurniture(facts));
      new InvoiceHead(facts, sheet).draw();
      new LineTable(facts, sheet).draw();
      new InvoiceSummary(facts, sheet).draw();
      sheet.finish(document);
      DocumentMetadata.set(document, facts);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
      document.save(bytes);
      return bytes.toByteArray();
    }
  }
}
