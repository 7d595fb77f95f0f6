package io.kassa.web.events;

import io.kassa.access.Caller;
import io.kassa.event.boundary.Events;
import io.kassa.notification.boundary.DeliverySearch;
import io.kassa.notification.boundary.DeliveryView;
import io.kassa.notification.boundary.WebhookDeliveries;
import io.kassa.notification.entity.Attempt;
import io.kassa.notification.entity.Delivery;
import io.kassa.notification.entity.DeliveryStatus;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Cursor;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code /webhook-deliveries}: what became of events on their way to endpoints. */
@Path("/webhook-deliveries")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DeliveriesResource {
  private static final String LIST = "webhook-deliveries";

  @EJB private WebhookDeliveries deliveries;
  @EJB private Events events;
  @Context private HttpServletRequest request;

  /** A delivery as answered in a list; what it has not is left out. */
  public record DeliveryJson(
      UUID id,
      UUID endpointId,
      UUID eventId,
      UUID paymentId,
      String type,
      DeliveryStatus status,
      int attempts,
      Instant dueAt,
      Instant createdAt,
      Instant endedAt) {
    private static DeliveryJson of(Delivery delivery) {
      return new DeliveryJson(
          delivery.id(),
          delivery.endpointId(),
          delivery.eventId(),
          delivery.paymentId(),
          delivery.type(),
          delivery.status(),
          delivery.attempts(),
          delivery.dueAt(),
          delivery.createdAt(),
          delivery.endedAt());
    }
  }

  /** One sending; either {@code status} or {@code failure} is there. */
  public record AttemptJson(
      int number,
      Instant startedAt,
      int durationMillis,
      Integer status,
      String failure,
      String answer) {
    private static AttemptJson of(Attempt attempt) {
      return new AttemptJson(
          attempt.number(),
          attempt.startedAt(),
          attempt.millis(),
          attempt.status(),
          attempt.failure(),
          attempt.answer());
    }
  }

  /** A delivery with its attempts, oldest first. */
  public record DeliveryWithAttemptsJson(DeliveryJson delivery, List<AttemptJson> attempts) {
    private static DeliveryWithAttemptsJson of(DeliveryView view) {
      return new DeliveryWithAttemptsJson(
          DeliveryJson.of(view.delivery()), view.attempts().stream().map(AttemptJson::of).toList());
    }
  }

  /** A page of deliveries, newest first. */
  @GET
  public PageJson<DeliveryJson> list(
      @QueryParam("merchantId") UUID merchantId,
      @QueryParam("endpointId") UUID endpointId,
      @QueryParam("status") DeliveryStatus status,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Caller caller = caller();
    UUID owner = events.owner(caller, merchantId);
    Cursor before = cursor == null ? null : Cursor.parse(cursor, LIST, owner);
    DeliverySearch search =
        new DeliverySearch(
            endpointId,
            status,
            before == null ? null : before.createdAt(),
            before == null ? null : before.id(),
            limit.value() + 1);
    return PageJson.of(
        deliveries.list(caller, owner, search),
        limit.value(),
        DeliveryJson::of,
        delivery -> new Cursor(delivery.createdAt(), delivery.id()).text(LIST, owner));
  }

  /** One delivery with its attempts. */
  @GET
  @Path("/{deliveryId}")
  public DeliveryWithAttemptsJson get(@PathParam("deliveryId") UUID deliveryId) {
    return DeliveryWithAttemptsJson.of(deliveries.get(caller(), deliveryId));
  }

  /** Sends a delivery once more. */
  @POST
  @Path("/{deliveryId}/retry")
  public DeliveryWithAttemptsJson retry(@PathParam("deliveryId") UUID deliveryId) {
    return DeliveryWithAttemptsJson.of(deliveries.retry(caller(), deliveryId));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
