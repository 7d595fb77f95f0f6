package io.kassa.web.refunds;

import io.kassa.access.Caller;
import io.kassa.invoice.boundary.CreditNotes;
import io.kassa.invoice.entity.CreditNoteDocument;
import io.kassa.refund.boundary.Refunds;
import io.kassa.web.access.AccessFilter;
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
import java.util.Optional;
import java.util.UUID;

/** {@code /refunds/{id}}: a refund and its credit note. */
@Path("/refunds/{id}")
@ApplicationScoped
public class RefundsResource {
  private static final String PDF = "application/pdf";
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
  @Produces(PDF + ";qs=0.9")
  public Response document(@PathParam("id") UUID id) {
    Optional<CreditNoteDocument> note = creditNotes.find(caller(), id);
    if (note.isEmpty()) {
      return pending(id);
    }
    return Response.ok(creditNotes.pdf(caller(), id), PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "inline; filename=\"" + note.get().document().number() + ".pdf\"")
        .build();
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
