package io.kassa.web.channels;

import io.kassa.access.Caller;
import io.kassa.incident.Incident;
import io.kassa.incident.Incidents;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import java.util.UUID;

/** {@code /incidents}: what a person has to look at. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class IncidentsResource {
  private static final String LIST = "incidents";

  /** The list belongs to no merchant. */
  private static final UUID NOBODY = new UUID(0, 0);

  @EJB private Incidents incidents;
  @Context private HttpServletRequest request;

  /** Whether it waits for a person. */
  public enum Status {
    OPEN,
    CLOSED
  }

  /** The body of {@code POST …/closure}. */
  public record ClosureJson(
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          String note) {}

  /** An incident as answered; what is not known is left out. */
  public record IncidentJson(
      UUID id,
      UUID merchantId,
      String kind,
      Status status,
      String subject,
      UUID paymentId,
      UUID attemptId,
      UUID configurationId,
      String details,
      long occurrences,
      Instant createdAt,
      Instant lastAt,
      Instant closedAt,
      String closedBy,
      String note) {
    private static IncidentJson of(Incident incident) {
      return new IncidentJson(
          incident.id(),
          incident.merchantId(),
          incident.kind().code(),
          incident.closedAt() == null ? Status.OPEN : Status.CLOSED,
          incident.subject(),
          incident.paymentId(),
          incident.attemptId(),
          incident.configurationId(),
          incident.details(),
          incident.occurrences(),
          incident.createdAt(),
          incident.lastAt(),
          incident.closedAt(),
          incident.closedBy(),
          incident.note());
    }
  }

  /** A page of incidents, newest first; the open ones unless asked otherwise. */
  @GET
  public PageJson<IncidentJson> list(
      @QueryParam("status") @DefaultValue("OPEN") Status status,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Cursor before = cursor == null ? null : Cursor.parse(cursor, LIST, NOBODY);
    return PageJson.of(
        incidents.list(
            caller(),
            status == Status.OPEN,
            before == null ? null : before.createdAt(),
            before == null ? null : before.id(),
            limit.value() + 1),
        limit.value(),
        IncidentJson::of,
        incident -> new Cursor(incident.createdAt(), incident.id()).text(LIST, NOBODY));
  }

  /** Closes an incident; again: the same answer. */
  @POST
  @Path("/{incidentId}/closure")
  public IncidentJson close(@PathParam("incidentId") UUID incidentId, ClosureJson body) {
    return IncidentJson.of(incidents.close(caller(), incidentId, body.note()));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
