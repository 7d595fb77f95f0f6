package io.kassa.event.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.event.control.EventBook;
import io.kassa.event.control.EventBook.Placed;
import io.kassa.event.control.EventObjects;
import io.kassa.event.entity.Event;
import io.kassa.event.entity.EventPosition;
import io.kassa.event.entity.EventType;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads events: a merchant its own, an operator those of a merchant, a phone its payment's. */
@Stateless
@Interceptors(PermissionInterceptor.class)
public class Events {
  /** How many events a call looks at for those of one type. */
  static final int MOST_SCANNED = 2_000;

  /** A payment has fewer: states, one per refund, an invoice. */
  private static final int MOST_OF_PAYMENT = 200;

  @Resource private SessionContext context;
  @EJB private EventBook book;
  @EJB private EventObjects objects;

  /**
   * A merchant's events behind a position, oldest first. What still runs holds them back, so a
   * reader that goes on at {@link EventPage#next} misses nothing.
   *
   * @param merchantId for an operator; a merchant may leave it out (null) or name itself
   * @param type only these; null for all
   * @param limit 1 or more
   * @throws PaymentException INVALID_REQUEST for {@code merchantId} or {@code type};
   *     EVENTS_ARCHIVED if events of this merchant behind the position are in the archive
   */
  @Requires(Permission.READ_EVENTS)
  public EventPage list(
      Caller caller, UUID merchantId, String type, EventPosition after, int limit) {
    UUID owner = owner(caller, merchantId);
    if (type != null && !EventType.isKnown(type)) {
      throw PaymentException.invalid("type", "must be one of " + String.join(", ", EventType.ALL));
    }
    List<Placed> scanned = book.after(owner, after, type == null ? limit : MOST_SCANNED);
    if (book.hasLost(owner, after)) {
      throw PaymentException.of(
          ErrorCode.EVENTS_ARCHIVED,
          "Events behind this cursor have left. Read on without a cursor, and look for what was"
              + " missed in the lists of payments and refunds.");
    }
    List<EventView> found = new ArrayList<>();
    EventPosition next = after;
    for (Placed placed : scanned) {
      if (found.size() == limit) {
        break;
      }
      next = placed.position();
      if (type == null || placed.event().type().equals(type)) {
        found.add(view(placed.event()));
      }
    }
    return new EventPage(found, next);
  }

  /**
   * Whose events a caller means.
   *
   * @throws PaymentException INVALID_REQUEST for {@code merchantId}; FORBIDDEN for a person whom
   *     the server itself does not know in the role
   */
  @Requires(Permission.READ_EVENTS)
  public UUID owner(Caller caller, UUID merchantId) {
    if (caller instanceof Caller.Operator operator) {
      if (!context.isCallerInRole(operator.acts() ? "payment-operator" : "payment-auditor")) {
        throw PaymentException.of(ErrorCode.FORBIDDEN, "This user has no role in Kassa.");
      }
      if (merchantId == null) {
        throw PaymentException.invalid("merchantId", "is required");
      }
      return merchantId;
    }
    if (merchantId != null && !merchantId.equals(caller.merchantId())) {
      throw PaymentException.invalid("merchantId", "must be your own");
    }
    return caller.merchantId();
  }

  /**
   * The events of a payment behind a sequence, in their order, without what they are about.
   *
   * @param after 0 for all
   * @throws PaymentException NOT_FOUND for another payment than a phone's own
   */
  @Requires(Permission.READ_PAYMENT)
  public List<Event> ofPayment(Caller caller, UUID paymentId, int after) {
    if (caller instanceof Caller.Phone phone && !phone.paymentId().equals(paymentId)) {
      throw PaymentException.notFound();
    }
    return book.ofPayment(caller.merchantId(), paymentId, after, MOST_OF_PAYMENT);
  }

  private EventView view(Event event) {
    return new EventView(
        event,
        objects.render(event.type(), event.merchantId(), event.paymentId(), event.objectId()));
  }
}
