package io.kassa.web.merchants;

import io.kassa.access.Caller;
import io.kassa.merchant.boundary.MerchantView;
import io.kassa.merchant.boundary.Merchants;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.merchants.MerchantBodies.MerchantChangeJson;
import io.kassa.web.merchants.MerchantBodies.NewMerchantJson;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code /merchants}: parse, call {@link Merchants}, render. */
@Path("/merchants")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class MerchantsResource {
  private static final String LIST = "merchants";

  /** The list belongs to no merchant. */
  private static final UUID NOBODY = new UUID(0, 0);

  @EJB private Merchants merchants;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** A merchant as answered. */
  public record MerchantJson(
      UUID id,
      String name,
      MerchantMode mode,
      MerchantStatus status,
      Invoicing invoicing,
      LateSuccess lateSuccess,
      List<String> returnOrigins,
      Seller seller,
      boolean signedOnly,
      Instant createdAt,
      Map<String, String> links) {}

  /** Creates a merchant. */
  @POST
  public Response create(NewMerchantJson body) {
    MerchantJson json = json(merchants.create(caller(), body.command()));
    return Response.created(URI.create(self(json.id()))).entity(json).build();
  }

  /** A page of merchants, newest first. */
  @GET
  public PageJson<MerchantJson> list(
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    UUID before = cursor == null ? null : Cursor.parse(cursor, LIST, NOBODY).id();
    return PageJson.of(
        merchants.list(caller(), before, limit.value() + 1),
        limit.value(),
        this::json,
        merchant -> new Cursor(merchant.createdAt(), merchant.id()).text(LIST, NOBODY));
  }

  /** One merchant. */
  @GET
  @Path("/{id}")
  public MerchantJson get(@PathParam("id") UUID id) {
    return json(
        caller() instanceof Caller.Merchant
            ? merchants.getOwn(caller(), id)
            : merchants.get(caller(), id));
  }

  /** Changes what the body names; the merchant itself may change its return origins only. */
  @PATCH
  @Path("/{id}")
  public MerchantJson change(@PathParam("id") UUID id, MerchantChangeJson body) {
    return json(
        caller() instanceof Caller.Merchant
            ? merchants.changeOwn(caller(), id, body.originsOnly())
            : merchants.change(caller(), id, body.change()));
  }

  private MerchantJson json(MerchantView merchant) {
    String self = self(merchant.id());
    boolean noSeller = merchant.seller().legalName() == null;
    return new MerchantJson(
        merchant.id(),
        merchant.name(),
        merchant.mode(),
        merchant.status(),
        merchant.invoicing(),
        merchant.lateSuccess(),
        merchant.returnOrigins(),
        noSeller ? null : merchant.seller(),
        merchant.signedOnly(),
        merchant.createdAt(),
        Map.of("self", self, "credentials", self + "/credentials"));
  }

  private String self(UUID id) {
    return links.api("/merchants/" + id);
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
