package io.kassa.web.operations;

import io.kassa.outbox.RelayPauses;
import io.kassa.outbox.RelayState;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code /relay}: what consumers have still to be told, and holding it back. */
@Path("/relay")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RelayResource {
  @EJB private RelayPauses pauses;
  @Context private HttpServletRequest request;

  /** Every consumer, on one page. */
  @GET
  public PageJson<RelayState> list() {
    return new PageJson<>(pauses.list(AccessFilter.caller(request)), null);
  }

  /** Sends a consumer nothing more; again and again is the same as once. */
  @POST
  @Path("/{consumer}/pause")
  public RelayState pause(@PathParam("consumer") String consumer) {
    return pauses.pause(AccessFilter.caller(request), consumer);
  }

  /** Goes on sending. */
  @POST
  @Path("/{consumer}/resume")
  public RelayState resume(@PathParam("consumer") String consumer) {
    return pauses.resume(AccessFilter.caller(request), consumer);
  }
}
