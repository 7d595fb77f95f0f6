package io.kassa.web.refunds;

import io.kassa.access.Caller;
import io.kassa.idempotency.Created;
import io.kassa.refund.boundary.RefundView;
import io.kassa.refund.boundary.Refunds;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.IdempotencyKey;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/** {@code /payments/{id}/refunds}: giving a payment's money back. */
@Path("/payments/{id}/refunds")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PaymentRefundsResource {
  private static final String LIST = "refunds";

  @EJB private Refunds refunds;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** Gives money back; 200 instead of 201 for a refund that was asked for before. */
  @POST
  public Response create(@PathParam("id") UUID id, NewRefundJson body) {
    Created<RefundView> created =
        refunds.create(caller(), id, body.command(), IdempotencyKey.of(request));
    RefundJson json = RefundJson.of(created.value(), links);
    return IdempotencyKey.createdOrFound(created, RefundJson.self(json.id(), links), json);
  }

  /** A page of the payment's refunds, newest first. */
  @GET
  public PageJson<RefundJson> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    UUID before = cursor == null ? null : Cursor.parse(cursor, LIST, id).id();
    return PageJson.of(
        refunds.list(caller(), id, before, limit.value() + 1),
        limit.value(),
        refund -> RefundJson.of(refund, links),
        refund -> new Cursor(refund.createdAt(), refund.id()).text(LIST, id));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
