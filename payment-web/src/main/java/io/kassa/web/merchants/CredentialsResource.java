package io.kassa.web.merchants;

import io.kassa.access.Caller;
import io.kassa.access.Scope;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.merchant.boundary.CredentialView;
import io.kassa.merchant.boundary.Credentials;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.merchants.CredentialBodies.NewCredentialJson;
import io.kassa.web.merchants.CredentialBodies.RotationJson;
import io.kassa.web.platform.IdempotencyKey;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code /merchants/{id}/credentials}: parse, call {@link Credentials}, render. */
@Path("/merchants/{id}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CredentialsResource {
  @EJB private Credentials credentials;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** A credential as answered; {@code secret} only once, in the answer that created it. */
  public record CredentialJson(
      String id,
      CredentialType type,
      List<String> scopes,
      List<String> allowedAddresses,
      String publicKey,
      Instant createdAt,
      Instant expiresAt,
      Instant revokedAt,
      Instant lastUsedAt,
      String secret) {
    @Override
    public String toString() {
      return "CredentialJson[" + id + "]";
    }
  }

  /** Creates a credential; its secret is shown here and never again. */
  @POST
  public Response create(@PathParam("id") UUID id, NewCredentialJson body) {
    if (body.expiresAt() != null && !body.expiresAt().isAfter(Instant.now())) {
      throw PaymentException.invalid("expiresAt", "must be in the future");
    }
    return answer(id, credentials.create(caller(), id, body.command(), IdempotencyKey.of(request)));
  }

  /** A merchant's credentials, without secrets. */
  @GET
  public PageJson<CredentialJson> list(@PathParam("id") UUID id) {
    return new PageJson<>(
        credentials.list(caller(), id).stream().map(CredentialsResource::json).toList(), null);
  }

  /** Lets a new credential take over; the old one goes on for the overlap. */
  @POST
  @Path("/{credentialId}/rotation")
  public Response rotate(
      @PathParam("id") UUID id, @PathParam("credentialId") String credentialId, RotationJson body) {
    return answer(
        id,
        credentials.rotate(
            caller(),
            id,
            credentialId,
            body.overlap(),
            body.publicKey(),
            IdempotencyKey.of(request)));
  }

  /** Takes a credential back for good. */
  @DELETE
  @Path("/{credentialId}")
  public CredentialJson revoke(
      @PathParam("id") UUID id, @PathParam("credentialId") String credentialId) {
    return json(credentials.revoke(caller(), id, credentialId));
  }

  private Response answer(UUID merchantId, Created<CredentialView> created) {
    String location =
        links.api("/merchants/" + merchantId + "/credentials/" + created.value().id());
    return IdempotencyKey.created(created, location, json(created.value()));
  }

  private static CredentialJson json(CredentialView credential) {
    return new CredentialJson(
        credential.id(),
        credential.type(),
        credential.scopes().stream().map(Scope::text).toList(),
        credential.allowedAddresses(),
        credential.publicKey(),
        credential.createdAt(),
        credential.expiresAt(),
        credential.revokedAt(),
        credential.lastUsedAt(),
        credential.secret());
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
