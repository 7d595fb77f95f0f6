package io.kassa.web.reconciliation;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.reconciliation.boundary.NewReconciliation;
import io.kassa.reconciliation.boundary.Reconciliations;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyKind;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import io.kassa.web.reconciliation.DiscrepancyJson.DiscrepancyStatus;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code /reconciliations}: a channel's bill of a day held against the books. */
@Path("/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ReconciliationsResource {
  private static final String LIST = "reconciliations";
  private static final String DISCREPANCIES = "discrepancies";

  /** The owner of everybody's list. */
  private static final UUID NOBODY = new UUID(0, 0);

  /** So many discrepancies of a report are in memory at once. */
  private static final int REPORT_PAGE = 500;

  @EJB private Reconciliations reconciliations;
  @Context private HttpServletRequest request;

  /** The body of {@code POST /reconciliations}. */
  public record RequestJson(
      @NotNull UUID merchantId,
      @NotNull UUID configurationId,
      @NotNull
          @Pattern(regexp = "[0-9]{4}-[0-9]{2}-[0-9]{2}", message = "must be a date as 2026-11-24")
          String date) {
    NewReconciliation wanted() {
      try {
        return new NewReconciliation(merchantId, configurationId, LocalDate.parse(date));
      } catch (DateTimeException noDay) {
        throw PaymentException.invalid("date", "is no day of the calendar");
      }
    }
  }

  /** Asks for a day; one that is asked for already is answered as it is. */
  @POST
  public ReconciliationJson request(RequestJson body) {
    return ReconciliationJson.of(reconciliations.request(caller(), body.wanted()));
  }

  /** A page of reconciliations, newest first. */
  @GET
  public PageJson<ReconciliationJson> list(
      @QueryParam("merchantId") UUID merchantId,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    UUID owner = merchantId == null ? NOBODY : merchantId;
    Cursor before = cursor == null ? null : Cursor.parse(cursor, LIST, owner);
    return PageJson.of(
        reconciliations.list(
            caller(),
            merchantId,
            before == null ? null : before.createdAt(),
            before == null ? null : before.id(),
            limit.value() + 1),
        limit.value(),
        ReconciliationJson::of,
        found -> new Cursor(found.createdAt(), found.id()).text(LIST, owner));
  }

  /** One reconciliation, with its progress. */
  @GET
  @Path("/{reconciliationId}")
  public ReconciliationJson find(@PathParam("reconciliationId") UUID reconciliationId) {
    return ReconciliationJson.of(reconciliations.find(caller(), reconciliationId));
  }

  /** A page of what differs. */
  @GET
  @Path("/{reconciliationId}/discrepancies")
  public PageJson<DiscrepancyJson> discrepancies(
      @PathParam("reconciliationId") UUID reconciliationId,
      @QueryParam("status") DiscrepancyStatus status,
      @QueryParam("kind") DiscrepancyKind kind,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Cursor after = cursor == null ? null : Cursor.parse(cursor, DISCREPANCIES, reconciliationId);
    return PageJson.of(
        reconciliations.discrepancies(
            caller(),
            reconciliationId,
            status == null ? null : status == DiscrepancyStatus.OPEN,
            kind,
            after == null ? null : after.id(),
            limit.value() + 1),
        limit.value(),
        DiscrepancyJson::of,
        found -> new Cursor(found.createdAt(), found.id()).text(DISCREPANCIES, reconciliationId));
  }

  /** All that differs, as it is read from the database page by page. */
  @GET
  @Path("/{reconciliationId}/report")
  @Produces("text/csv; charset=UTF-8")
  public StreamingOutput report(@PathParam("reconciliationId") UUID reconciliationId) {
    Caller caller = caller();
    List<Discrepancy> first = page(caller, reconciliationId, null);
    return output -> write(output, caller, reconciliationId, first);
  }

  private void write(OutputStream output, Caller caller, UUID id, List<Discrepancy> first)
      throws IOException {
    Writer out = new OutputStreamWriter(output, StandardCharsets.UTF_8);
    DiscrepancyCsv.head(out);
    List<Discrepancy> page = first;
    while (!page.isEmpty()) {
      for (Discrepancy found : page) {
        DiscrepancyCsv.line(out, found);
      }
      page =
          page.size() < REPORT_PAGE ? List.of() : page(caller, id, page.get(page.size() - 1).id());
    }
    out.flush();
  }

  private List<Discrepancy> page(Caller caller, UUID id, UUID after) {
    return reconciliations.discrepancies(caller, id, null, null, after, REPORT_PAGE);
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
