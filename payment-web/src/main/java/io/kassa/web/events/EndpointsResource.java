package io.kassa.web.events;

import io.kassa.access.Caller;
import io.kassa.notification.boundary.WebhookEndpoints;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.events.EndpointBodies.EndpointChangeJson;
import io.kassa.web.events.EndpointBodies.EndpointJson;
import io.kassa.web.events.EndpointBodies.NewEndpointJson;
import io.kassa.web.events.EndpointBodies.RetriedJson;
import io.kassa.web.events.EndpointBodies.SecretRotationJson;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** {@code /merchants/{id}/webhook-endpoints}: where a merchant is told of events. */
@Path("/merchants/{id}/webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class EndpointsResource {
  @EJB private WebhookEndpoints endpoints;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** Makes an endpoint; its secret is shown here and never again. */
  @POST
  public Response create(@PathParam("id") UUID id, NewEndpointJson body) {
    EndpointJson made = EndpointJson.of(endpoints.create(caller(), id, body.url(), body.types()));
    String location = links.api("/merchants/" + id + "/webhook-endpoints/" + made.id());
    return Response.created(URI.create(location)).entity(made).build();
  }

  /** A merchant's endpoints, oldest first. */
  @GET
  public PageJson<EndpointJson> list(@PathParam("id") UUID id) {
    return new PageJson<>(
        endpoints.list(caller(), id).stream().map(EndpointJson::of).toList(), null);
  }

  /** One endpoint. */
  @GET
  @Path("/{endpointId}")
  public EndpointJson get(@PathParam("id") UUID id, @PathParam("endpointId") UUID endpointId) {
    return EndpointJson.of(endpoints.get(caller(), id, endpointId));
  }

  /** Changes an endpoint. */
  @PATCH
  @Path("/{endpointId}")
  public EndpointJson change(
      @PathParam("id") UUID id, @PathParam("endpointId") UUID endpointId, EndpointChangeJson body) {
    return EndpointJson.of(endpoints.change(caller(), id, endpointId, body.change()));
  }

  /** Ends an endpoint for good. */
  @DELETE
  @Path("/{endpointId}")
  public void delete(@PathParam("id") UUID id, @PathParam("endpointId") UUID endpointId) {
    endpoints.delete(caller(), id, endpointId);
  }

  /** Gives an endpoint a new secret, shown here and never again. */
  @POST
  @Path("/{endpointId}/rotation")
  public EndpointJson rotate(
      @PathParam("id") UUID id, @PathParam("endpointId") UUID endpointId, SecretRotationJson body) {
    return EndpointJson.of(endpoints.rotate(caller(), id, endpointId, body.overlap()));
  }

  /** Sends again what was given up. */
  @POST
  @Path("/{endpointId}/retry")
  public RetriedJson retry(@PathParam("id") UUID id, @PathParam("endpointId") UUID endpointId) {
    return new RetriedJson(endpoints.retryParked(caller(), id, endpointId));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
