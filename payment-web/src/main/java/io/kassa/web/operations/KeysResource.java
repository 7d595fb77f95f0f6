package io.kassa.web.operations;

import io.kassa.payment.boundary.ConfirmationKeys;
import io.kassa.schema.SchemaState;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /keys}: a JWK set for whoever verifies a confirmation. */
@Path("/keys")
@ApplicationScoped
public class KeysResource {
  private static final int CACHE_SECONDS = 300;

  @Inject private SchemaState schema;
  @EJB private ConfirmationKeys keys;

  /** The public keys; may be cached, since a new key is published before it signs. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response keys() {
    schema.requireOpen();
    CacheControl cache = new CacheControl();
    cache.setMaxAge(CACHE_SECONDS);
    return Response.ok(keys.jwks()).cacheControl(cache).build();
  }
}
