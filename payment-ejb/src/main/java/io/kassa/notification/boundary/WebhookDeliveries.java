package io.kassa.notification.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.event.boundary.Events;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.notification.control.DeliveryBook;
import io.kassa.notification.entity.Delivery;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.UUID;

/** What became of events on their way to endpoints, for merchants and operators. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class WebhookDeliveries {
  @EJB private DeliveryBook book;
  @EJB private Events events;
  @EJB private AuditLog audit;

  /**
   * A page of a merchant's deliveries, newest first.
   *
   * @param merchantId for an operator; a merchant may leave it out (null) or name itself
   * @throws PaymentException INVALID_REQUEST for {@code merchantId}
   */
  @Requires(Permission.READ_EVENTS)
  public List<Delivery> list(Caller caller, UUID merchantId, DeliverySearch search) {
    return book.page(
        new DeliveryBook.Search(
            events.owner(caller, merchantId),
            search.endpointId(),
            search.status(),
            search.createdBefore(),
            search.before(),
            search.limit()));
  }

  /**
   * One delivery with its attempts.
   *
   * @throws PaymentException NOT_FOUND, also for another merchant's
   */
  @Requires(Permission.READ_EVENTS)
  public DeliveryView get(Caller caller, UUID id) {
    Delivery delivery = own(caller, id);
    return new DeliveryView(delivery, book.attempts(delivery));
  }

  /**
   * Sends a delivery once more, whatever became of it, with the same {@code webhook-id}.
   *
   * @throws PaymentException NOT_FOUND, also for another merchant's
   */
  @Requires(Permission.RETRY_DELIVERIES)
  public DeliveryView retry(Caller caller, UUID id) {
    Delivery delivery = own(caller, id);
    book.retry(delivery);
    audit.record(caller, "webhook-delivery.retried", delivery.merchantId(), id.toString());
    Delivery now = own(caller, id);
    return new DeliveryView(now, book.attempts(now));
  }

  private Delivery own(Caller caller, UUID id) {
    Delivery delivery = book.find(id).orElseThrow(PaymentException::notFound);
    boolean foreign =
        caller instanceof Caller.Merchant merchant
            && !merchant.merchantId().equals(delivery.merchantId());
    if (foreign || !events.owner(caller, delivery.merchantId()).equals(delivery.merchantId())) {
      throw PaymentException.notFound();
    }
    return delivery;
  }
}
