package io.kassa.web.ledger;

import io.kassa.access.Caller;
import io.kassa.idempotency.Created;
import io.kassa.settlement.boundary.NewSettlement;
import io.kassa.settlement.boundary.Settlements;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.StatementFormat;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.json.KnownCurrency;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** {@code /merchants/{id}/settlements}: what a merchant earned in a period, and its payment. */
@Path("/merchants/{id}/settlements")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SettlementsResource {
  private static final String LIST = "settlements";
  private static final String CSV = "text/csv";
  private static final String PDF = "application/pdf";
  private static final String XML = "application/xml";

  @EJB private Settlements settlements;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** The body of {@code POST}: whole UTC days, the last one before {@code to}. */
  public record NewSettlementJson(
      @NotNull @KnownCurrency String currency, @NotNull LocalDate from, @NotNull LocalDate to) {}

  /** The body of {@code POST …/payout}. */
  public record NewPayoutJson(
      @NotBlank
          @Size(max = 140)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          String reference,
      @NotNull Instant paidAt) {}

  /** Settles a period; again: the same settlement. */
  @POST
  public Response create(@PathParam("id") UUID id, NewSettlementJson body) {
    Created<Settlement> made =
        settlements.create(
            caller(), id, new NewSettlement(body.currency(), body.from(), body.to()));
    SettlementJson json = SettlementJson.of(made.value());
    URI self = URI.create(links.api("/merchants/" + id + "/settlements/" + json.id()));
    return (made.isNew() ? Response.created(self) : Response.ok().location(self))
        .entity(json)
        .build();
  }

  /** A page of settlements, newest first, without their days. */
  @GET
  public PageJson<SettlementJson> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    UUID before = cursor == null ? null : Cursor.parse(cursor, LIST, id).id();
    return PageJson.of(
        settlements.list(caller(), id, before, limit.value() + 1),
        limit.value(),
        SettlementJson::of,
        made -> new Cursor(made.createdAt(), made.id()).text(LIST, id));
  }

  /** One settlement. */
  @GET
  @Path("/{settlementId}")
  public SettlementJson get(
      @PathParam("id") UUID id, @PathParam("settlementId") UUID settlementId) {
    return SettlementJson.of(settlements.get(caller(), id, settlementId));
  }

  /** The statement as a table. */
  @GET
  @Path("/{settlementId}")
  @Produces(CSV + ";qs=0.7")
  public Response csv(@PathParam("id") UUID id, @PathParam("settlementId") UUID settlementId) {
    return file(id, settlementId, StatementFormat.CSV, CSV, "csv");
  }

  /** The statement as a document. */
  @GET
  @Path("/{settlementId}")
  @Produces(PDF + ";qs=0.9")
  public Response pdf(@PathParam("id") UUID id, @PathParam("settlementId") UUID settlementId) {
    return file(id, settlementId, StatementFormat.PDF, PDF, "pdf");
  }

  /** The statement as ISO 20022 camt.053. */
  @GET
  @Path("/{settlementId}")
  @Produces(XML + ";qs=0.8")
  public Response xml(@PathParam("id") UUID id, @PathParam("settlementId") UUID settlementId) {
    return file(id, settlementId, StatementFormat.CAMT_053, XML, "xml");
  }

  /** Notes that it was paid out; again: the same answer. */
  @POST
  @Path("/{settlementId}/payout")
  public SettlementJson payOut(
      @PathParam("id") UUID id, @PathParam("settlementId") UUID settlementId, NewPayoutJson body) {
    return SettlementJson.of(
        settlements.payOut(caller(), id, settlementId, body.reference(), body.paidAt()));
  }

  private Response file(
      UUID id, UUID settlementId, StatementFormat format, String type, String extension) {
    return Response.ok(settlements.statement(caller(), id, settlementId, format), type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"settlement-" + settlementId + "." + extension + "\"")
        .build();
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
