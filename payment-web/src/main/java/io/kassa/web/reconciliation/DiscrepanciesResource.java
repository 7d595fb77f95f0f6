package io.kassa.web.reconciliation;

import io.kassa.reconciliation.boundary.Reconciliations;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.LaterAnswer;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** {@code /discrepancies}: how an operator resolves what differs. */
@Path("/discrepancies")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DiscrepanciesResource {
  @EJB private Reconciliations reconciliations;
  @Context private HttpServletRequest request;

  /** What an operator may choose. */
  public enum Action {
    QUERY_AND_BOOK,
    REFUND,
    SUSPENSE,
    IGNORE;

    private DiscrepancyAction action() {
      return DiscrepancyAction.valueOf(name());
    }
  }

  /** The body of {@code POST …/resolution}. */
  public record ResolutionJson(
      @NotNull Action action,
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          String reason) {}

  /** Resolves a discrepancy; again, the same answer. */
  @POST
  @Path("/{discrepancyId}/resolution")
  public void resolve(
      @PathParam("discrepancyId") UUID discrepancyId,
      ResolutionJson body,
      @Suspended AsyncResponse answer) {
    LaterAnswer.give(
        answer,
        reconciliations
            .resolve(
                AccessFilter.caller(request), discrepancyId, body.action().action(), body.reason())
            .thenApply(DiscrepancyJson::of));
  }
}
