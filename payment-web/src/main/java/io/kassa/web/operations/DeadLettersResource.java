package io.kassa.web.operations;

import io.kassa.outbox.DeadLetter;
import io.kassa.outbox.DeadLetters;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** {@code /dead-letters}: notices that no consumer could follow, and their replay. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DeadLettersResource {
  @EJB private DeadLetters deadLetters;
  @Context private HttpServletRequest request;

  /** The oldest first; a replayed one leaves the list, so there is no cursor. */
  @GET
  public PageJson<DeadLetter> list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    return new PageJson<>(deadLetters.list(AccessFilter.caller(request), limit.value()), null);
  }

  /** Tells the consumer once more; 202, since the effect comes later. */
  @POST
  @Path("/{eventId}/replay")
  public Response replay(@PathParam("eventId") UUID eventId) {
    deadLetters.replay(AccessFilter.caller(request), eventId);
    return Response.accepted().build();
  }
}
