package io.kassa.web.payments;

import io.kassa.erasure.boundary.Erasure;
import io.kassa.erasure.boundary.Erasures;
import io.kassa.idempotency.Created;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.IdempotencyKey;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** {@code /payments/{id}/erasure}: the end of what a payment holds of a person. */
@Path("/payments/{id}/erasure")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ErasureResource {
  @EJB private Erasures erasures;
  @Context private HttpServletRequest request;

  /** Erases; again: the same answer. */
  @POST
  public Response erase(@PathParam("id") UUID id) {
    Created<Erasure> erased =
        erasures.erase(AccessFilter.caller(request), id, IdempotencyKey.of(request));
    return IdempotencyKey.done(erased, erased.value());
  }
}
