package io.kassa.web.merchants;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.boundary.CredentialView;
import io.kassa.merchant.boundary.MerchantView;
import io.kassa.merchant.boundary.Merchants;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.merchants.MerchantBodies.MerchantChangeJson;
import io.kassa.web.merchants.MerchantBodies.NewCredentialJson;
import io.kassa.web.merchants.MerchantBodies.NewMerchantJson;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
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
@RequestScoped
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
      Instant createdAt,
      Map<String, String> links) {}

  /** A credential as answered; {@code secret} only once, in the answer that created it. */
  public record CredentialJson(
      String id,
      CredentialType type,
      Instant createdAt,
      Instant expiresAt,
      Instant revokedAt,
      String secret) {
    @Override
    public String toString() {
      return "CredentialJson[" + id + "]";
    }
  }

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
    return json(merchants.get(caller(), id));
  }

  /** Changes what the body names. */
  @PATCH
  @Path("/{id}")
  public MerchantJson change(@PathParam("id") UUID id, MerchantChangeJson body) {
    return json(merchants.change(caller(), id, body.change()));
  }

  /** Creates a credential; its secret is shown here and never again. */
  @POST
  @Path("/{id}/credentials")
  public Response createCredential(@PathParam("id") UUID id, NewCredentialJson body) {
    if (body.expiresAt() != null && !body.expiresAt().isAfter(Instant.now())) {
      throw PaymentException.invalid("expiresAt", "must be in the future");
    }
    CredentialView created = merchants.createSecret(caller(), id, body.expiresAt());
    return Response.created(URI.create(self(id) + "/credentials/" + created.id()))
        .entity(json(created))
        .build();
  }

  /** A merchant's credentials, without secrets. */
  @GET
  @Path("/{id}/credentials")
  public PageJson<CredentialJson> credentials(@PathParam("id") UUID id) {
    return new PageJson<>(
        merchants.listCredentials(caller(), id).stream().map(MerchantsResource::json).toList(),
        null);
  }

  /** Takes a credential back for good. */
  @DELETE
  @Path("/{id}/credentials/{credentialId}")
  public CredentialJson revoke(
      @PathParam("id") UUID id, @PathParam("credentialId") String credentialId) {
    return json(merchants.revoke(caller(), id, credentialId));
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
        merchant.createdAt(),
        Map.of("self", self, "credentials", self + "/credentials"));
  }

  private static CredentialJson json(CredentialView credential) {
    return new CredentialJson(
        credential.id(),
        credential.type(),
        credential.createdAt(),
        credential.expiresAt(),
        credential.revokedAt(),
        credential.secret());
  }

  private String self(UUID id) {
    return links.api("/merchants/" + id);
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
