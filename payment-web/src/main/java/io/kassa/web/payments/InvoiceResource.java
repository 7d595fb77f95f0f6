package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.invoice.boundary.Invoices;
import io.kassa.invoice.entity.ElectronicForm;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.DocumentAnswers;
import io.kassa.web.platform.Links;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** {@code /payments/{id}/invoice}: what it states, or the document itself, by Accept. */
@Path("/payments/{id}/invoice")
@ApplicationScoped
public class InvoiceResource {
  private static final int RETRY_AFTER_SECONDS = 1;

  @EJB private Invoices invoices;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** What the invoice states; 202 while it is being made. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response facts(@PathParam("id") UUID id) {
    return invoices
        .find(caller(), id)
        .map(invoice -> Response.ok(InvoiceJson.of(invoice, links)).build())
        .orElseGet(() -> pending(id));
  }

  /** The document; 202 with a JSON body while it is being made. */
  @GET
  @Produces(DocumentAnswers.PDF + ";qs=0.9")
  public Response document(@PathParam("id") UUID id) {
    return invoices
        .find(caller(), id)
        .map(invoice -> DocumentAnswers.pdf(invoices.pdf(caller(), id), invoice.number()))
        .orElseGet(() -> pending(id));
  }

  /** The electronic invoice as CII; 406 if it has none. */
  @GET
  @Produces(DocumentAnswers.CII + ";qs=0.8")
  public Response cii(@PathParam("id") UUID id) {
    return invoices
        .find(caller(), id)
        .map(
            found ->
                DocumentAnswers.xml(
                    invoices.xml(caller(), id, ElectronicForm.CII),
                    DocumentAnswers.CII,
                    found.number()))
        .orElseGet(() -> pending(id));
  }

  /** The electronic invoice as UBL; 406 if it has none. */
  @GET
  @Produces(DocumentAnswers.UBL + ";qs=0.7")
  public Response ubl(@PathParam("id") UUID id) {
    return invoices
        .find(caller(), id)
        .map(
            found ->
                DocumentAnswers.xml(
                    invoices.xml(caller(), id, ElectronicForm.UBL),
                    DocumentAnswers.UBL,
                    found.number()))
        .orElseGet(() -> pending(id));
  }

  private Response pending(UUID id) {
    return Response.accepted(InvoiceJson.pending(id, links))
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
