package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.invoice.boundary.Invoices;
import io.kassa.invoice.entity.SequenceEntry;
import io.kassa.invoice.entity.SequencePosition;
import io.kassa.invoice.entity.Series;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import io.kassa.web.platform.SequenceCursor;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;

/** {@code /invoices}: a series of numbers, for whoever audits it. */
@Path("/invoices")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class InvoicesResource {
  private static final int EARLIEST_YEAR = 2000;
  private static final int LATEST_YEAR = 2999;

  @EJB private Invoices invoices;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /**
   * One number and what it was given to.
   *
   * @param position in the year: 1, 2, 3 …
   * @param number as printed
   * @param refundId left out for an invoice
   * @param sha256 of the PDF; left out while it is being made
   */
  public record NumberJson(
      int year,
      long position,
      String number,
      UUID id,
      UUID paymentId,
      UUID refundId,
      Instant issuedAt,
      String factsSha256,
      String sha256,
      String href) {

    static NumberJson of(SequenceEntry entry, Links links) {
      return new NumberJson(
          entry.position().year(),
          entry.position().number(),
          entry.label(),
          entry.id(),
          entry.paymentId(),
          entry.refundId(),
          entry.issuedAt(),
          entry.factsSha256(),
          entry.fileSha256(),
          entry.refundId() == null
              ? links.payment(entry.paymentId()) + "/invoice"
              : links.api("/refunds/" + entry.refundId() + "/credit-note"));
    }
  }

  /** A page of a series, in the order of its numbers. */
  @GET
  public PageJson<NumberJson> list(
      @QueryParam("series") @DefaultValue("INV") Series series,
      @QueryParam("year") Integer year,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    if (year != null && (year < EARLIEST_YEAR || year > LATEST_YEAR)) {
      throw PaymentException.invalid("year", "must be 2000 to 2999");
    }
    Caller caller = AccessFilter.caller(request);
    UUID owner = caller.merchantId();
    SequencePosition after = SequenceCursor.parse(cursor, series, owner);
    return PageJson.of(
        invoices.sequence(caller, series, year, after, limit.value() + 1),
        limit.value(),
        entry -> NumberJson.of(entry, links),
        entry -> SequenceCursor.text(entry.position(), series, owner));
  }
}
