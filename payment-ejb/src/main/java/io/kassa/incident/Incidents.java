package io.kassa.incident;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What operators do with incidents. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class Incidents {
  @EJB private IncidentBook book;
  @EJB private AuditLog audit;

  /**
   * Incidents, newest first.
   *
   * @param open those that wait, or those that were closed
   * @param createdBefore with {@code before}, after which one the page starts; null for the first
   */
  @Requires(Permission.READ_INCIDENTS)
  public List<Incident> list(
      Caller caller, boolean open, Instant createdBefore, UUID before, int limit) {
    return book.page(open, createdBefore, before, limit);
  }

  /**
   * Closes an incident; again: the same answer.
   *
   * @param note what was found out, 1 to 500 characters
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.ACT_ON_INCIDENTS)
  @RolesAllowed("payment-operator")
  public Incident close(Caller caller, UUID id, String note) {
    Incident closed = book.close(id, caller.name(), note).orElseThrow(PaymentException::notFound);
    audit.record(caller, "incident.closed", closed.merchantId(), id.toString(), note);
    return closed;
  }
}
