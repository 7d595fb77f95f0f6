package io.kassa.web.operations;

import io.kassa.audit.boundary.AuditTrail;
import io.kassa.audit.boundary.Verification;
import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainBreak;
import io.kassa.audit.entity.ChainHead;
import io.kassa.failure.PaymentException;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Cursor;
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

/** {@code /audit}: who did what, and the proof that nobody changed it since. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AuditResource {
  private static final String LIST = "audit-entries";

  /** The list belongs to no merchant. */
  private static final UUID NOBODY = new UUID(0, 0);

  @EJB private AuditTrail trail;
  @Context private HttpServletRequest request;

  /** Whether the chain holds. */
  public enum Status {
    INTACT,
    BROKEN
  }

  /** A place in the chain; the hash as 64 hexadecimal digits. */
  public record PlaceJson(long sequence, String hash) {}

  /** A verification as answered; {@code brokenAt} only if the chain is broken. */
  public record VerificationJson(
      Status status, long entries, long unsealed, PlaceJson head, ChainBreak brokenAt) {

    static VerificationJson of(Verification found) {
      return new VerificationJson(
          found.brokenAt() == null ? Status.INTACT : Status.BROKEN,
          found.entries(),
          found.unsealed(),
          new PlaceJson(found.head().sequence(), found.head().hex()),
          found.brokenAt());
    }
  }

  /** A page of entries, newest first. */
  @GET
  @Path("/entries")
  public PageJson<AuditEntry> entries(
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Cursor before = cursor == null ? null : Cursor.parse(cursor, LIST, NOBODY);
    return PageJson.of(
        trail.entries(
            AccessFilter.caller(request),
            before == null ? null : before.createdAt(),
            before == null ? null : before.id(),
            limit.value() + 1),
        limit.value(),
        entry -> entry,
        entry -> new Cursor(entry.at(), entry.id()).text(LIST, NOBODY));
  }

  /** Walks the whole chain; with a noted head, also whether the chain still passes it. */
  @GET
  @Path("/verification")
  public VerificationJson verification(
      @QueryParam("sequence") Long sequence, @QueryParam("hash") String hash) {
    return VerificationJson.of(trail.verify(AccessFilter.caller(request), noted(sequence, hash)));
  }

  private static ChainHead noted(Long sequence, String hash) {
    if (sequence == null && hash == null) {
      return null;
    }
    if (sequence == null || sequence < 0) {
      throw PaymentException.invalid("sequence", "must be 0 or more and stand beside hash");
    }
    if (hash == null || !hash.matches("[0-9a-f]{64}")) {
      throw PaymentException.invalid("hash", "must be 64 hexadecimal digits in lower case");
    }
    return ChainHead.of(sequence, hash);
  }
}
