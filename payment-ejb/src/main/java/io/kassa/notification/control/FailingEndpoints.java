package io.kassa.notification.control;

import io.kassa.audit.AuditLog;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.notification.entity.Endpoint;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Disables endpoints that fail for days; the merchant gets an event, people an incident. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FailingEndpoints {
  @EJB private EndpointBook endpoints;
  @EJB private IncidentBook incidents;
  @EJB private AuditLog audit;

  /** Disables those that failed for so many days without a success. */
  public void disable(int days) {
    for (Endpoint endpoint : endpoints.disableFailing(days)) {
      incidents.report(
          IncidentKind.WEBHOOK_ENDPOINT_DISABLED,
          new About(endpoint.merchantId(), endpoint.id().toString(), null, null, null),
          "failing since " + endpoint.failingSince());
      audit.recordBySystem("webhooks", "webhook-endpoint.disabled", endpoint.id().toString());
    }
  }
}
