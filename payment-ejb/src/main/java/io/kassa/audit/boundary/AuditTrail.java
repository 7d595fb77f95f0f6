package io.kassa.audit.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.control.AuditChain;
import io.kassa.audit.control.ChainCheck;
import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainBreak;
import io.kassa.audit.entity.ChainBreak.Reason;
import io.kassa.audit.entity.ChainHead;
import io.kassa.audit.entity.ChainLink;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What operators and auditors see of the audit log. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class AuditTrail {
  private static final int PAGE = 1_000;
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final UUID AFTER_ALL = new UUID(-1, -1);

  /** Later than any entry; the database could hold no instant's maximum. */
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  @EJB private AuditChain chain;

  /**
   * A page of entries, newest first.
   *
   * @param beforeTime with {@code beforeId}: where the page starts; null for the first page
   * @param limit at most how many
   */
  @Requires(Permission.READ_AUDIT)
  public List<AuditEntry> entries(Caller caller, Instant beforeTime, UUID beforeId, int limit) {
    return beforeTime == null
        ? chain.entries(NEVER, AFTER_ALL, limit)
        : chain.entries(beforeTime, beforeId, limit);
  }

  /**
   * Walks the chain from its first link and then the entries, page by page, each page in a
   * transaction of its own: neither memory nor any statement grows with the log. Stops at the first
   * place that does not hold.
   *
   * @param noted a place that the caller noted down earlier; null if none
   */
  @Requires(Permission.READ_AUDIT)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Verification verify(Caller caller, ChainHead noted) {
    AuditChain.End end = chain.end();
    ChainCheck check = new ChainCheck(noted);
    Optional<ChainBreak> broken = walk(check, end.head().sequence());
    if (broken.isPresent()) {
      return new Verification(check.reached().sequence(), 0, end.head(), broken.get());
    }
    return count(end);
  }

  private Optional<ChainBreak> walk(ChainCheck check, long last) {
    List<ChainLink> page;
    do {
      page = chain.links(check.reached().sequence(), last, PAGE);
      for (ChainLink link : page) {
        Optional<ChainBreak> broken = check.take(link);
        if (broken.isPresent()) {
          return broken;
        }
      }
    } while (!page.isEmpty());
    return check.end(last);
  }

  /** The chain is whole: counts what waits, and looks for what nobody may have written. */
  private Verification count(AuditChain.End end) {
    long unsealed = 0;
    Instant time = Instant.EPOCH;
    UUID id = BEFORE_ALL;
    List<AuditChain.Seen> page;
    do {
      page = chain.seen(time, id, PAGE);
      for (AuditChain.Seen entry : page) {
        if (!entry.chained() && entry.at().isBefore(end.unsealedFrom())) {
          return new Verification(
              end.head().sequence(),
              0,
              end.head(),
              new ChainBreak(null, entry.id(), Reason.ENTRY_OUTSIDE_CHAIN));
        }
        unsealed += entry.chained() ? 0 : 1;
        time = entry.at();
        id = entry.id();
      }
    } while (!page.isEmpty());
    return new Verification(end.head().sequence(), unsealed, end.head(), null);
  }
}
