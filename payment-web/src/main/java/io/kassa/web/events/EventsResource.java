package io.kassa.web.events;

import io.kassa.access.Caller;
import io.kassa.event.boundary.EventPage;
import io.kassa.event.boundary.Events;
import io.kassa.event.entity.EventPosition;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.EventCursor;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** {@code /events}: what happened, for who polls. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class EventsResource {
  @EJB private Events events;
  @Context private HttpServletRequest request;

  /**
   * A page of events, oldest first. Its cursor is there on the last page too: who goes on with it
   * later misses nothing.
   */
  @GET
  public PageJson<EventJson> list(
      @QueryParam("merchantId") UUID merchantId,
      @QueryParam("type") String type,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Caller caller = AccessFilter.caller(request);
    UUID owner = events.owner(caller, merchantId);
    EventPosition after = EventCursor.parse(cursor, owner);
    EventPage page = events.list(caller, owner, type, after, limit.value());
    return new PageJson<>(
        page.events().stream().map(EventJson::of).toList(),
        page.next().equals(EventPosition.START) ? null : EventCursor.text(page.next(), owner));
  }
}
