package io.kassa.web.platform;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Invoices and credit notes as files. */
public final class DocumentAnswers {
  public static final String PDF = "application/pdf";

  /** A Cross Industry Invoice, as Factur-X embeds it. */
  public static final String CII = "application/xml";

  /** UBL has no registered type. */
  public static final String UBL = "application/vnd.kassa.ubl+xml";

  private DocumentAnswers() {}

  /** The file under the document's number. */
  public static Response pdf(byte[] bytes, String number) {
    return file(bytes, PDF, number + ".pdf");
  }

  /**
   * The file under the document's number.
   *
   * @throws NotAcceptableException if the document has no such form
   */
  public static Response xml(Optional<byte[]> bytes, String type, String number) {
    return file(bytes.orElseThrow(NotAcceptableException::new), type, number + ".xml");
  }

  private static Response file(byte[] bytes, String type, String name) {
    return Response.ok(bytes, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
        .build();
  }
}
