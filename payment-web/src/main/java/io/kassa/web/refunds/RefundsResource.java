package io.kassa.web.refunds;

import io.kassa.access.Caller;
import io.kassa.invoice.boundary.CreditNotes;
import io.kassa.invoice.entity.ElectronicForm;
import io.kassa.refund.boundary.Refunds;
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

/** {@code /refunds/{id}}: a refund and its credit note. */
@Path("/refunds/{id}")
@ApplicationScoped
public class RefundsResource {
  private static final int RETRY_AFTER_SECONDS = 1;

  @EJB private Refunds refunds;
  @EJB private CreditNotes creditNotes;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** One refund. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public RefundJson get(@PathParam("id") UUID id) {
    return RefundJson.of(refunds.get(caller(), id), links);
  }

  /** What the credit note states; 202 while it is being made. */
  @GET
  @Path("/credit-note")
  @Produces(MediaType.APPLICATION_JSON)
  public Response facts(@PathParam("id") UUID id) {
    return creditNotes
        .find(caller(), id)
        .map(note -> Response.ok(CreditNoteJson.of(note, links)).build())
        .orElseGet(() -> pending(id));
  }

  /** The document; 202 with a JSON body while it is being made. */
  @GET
  @Path("/credit-note")
  @Produces(DocumentAnswers.PDF + ";qs=0.9")
  public Response document(@PathParam("id") UUID id) {
    return creditNotes
        .find(caller(), id)
        .map(note -> DocumentAnswers.pdf(creditNotes.pdf(caller(), id), note.document().number()))
        .orElseGet(() -> pending(id));
  }

  /** The electronic credit note as CII; 406 if it has none. */
  @GET
  @Path("/credit-note")
  @Produces(DocumentAnswers.CII + ";qs=0.8")
  public Response cii(@PathParam("id") UUID id) {
    return creditNotes
        .find(caller(), id)
        .map(
            found ->
                DocumentAnswers.xml(
                    creditNotes.xml(caller(), id, ElectronicForm.CII),
                    DocumentAnswers.CII,
                    found.document().number()))
        .orElseGet(() -> pending(id));
  }

  /** The electronic credit note as UBL; 406 if it has none. */
  @GET
  @Path("/credit-note")
  @Produces(DocumentAnswers.UBL + ";qs=0.7")
  public Response ubl(@PathParam("id") UUID id) {
    return creditNotes
        .find(caller(), id)
        .map(
            found ->
                DocumentAnswers.xml(
                    creditNotes.xml(caller(), id, ElectronicForm.UBL),
                    DocumentAnswers.UBL,
                    found.document().number()))
        .orElseGet(() -> pending(id));
  }

  private Response pending(UUID id) {
    return Response.accepted(CreditNoteJson.pending(id, links))
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
