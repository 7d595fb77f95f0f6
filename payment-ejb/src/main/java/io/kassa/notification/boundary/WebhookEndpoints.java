package io.kassa.notification.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.event.entity.EventType;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.notification.control.DeliveryBook;
import io.kassa.notification.control.EndpointBook;
import io.kassa.notification.control.TargetRules;
import io.kassa.notification.control.WebhookSecrets;
import io.kassa.notification.entity.Endpoint;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A merchant's endpoints. Operators make and change them; a secret is shown once; every change is
 * in the audit log.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class WebhookEndpoints {
  /** How many a merchant may have at a time. */
  public static final int MOST = 50;

  /** How long the secret before may go on signing beside a new one. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  /** How many parked deliveries one call sends again. */
  public static final int MOST_RETRIED = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private EndpointBook book;
  @EJB private DeliveryBook deliveries;
  @EJB private AuditLog audit;
  @Inject private TargetRules rules;
  @Inject private WebhookSecrets secrets;

  /**
   * Makes an endpoint; events that commit from now on are delivered to it.
   *
   * @param eventTypes empty for all
   * @throws PaymentException NOT_FOUND for the merchant; INVALID_REQUEST for {@code url} or {@code
   *     eventTypes}; LIMIT_EXCEEDED
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public EndpointView create(Caller caller, UUID merchantId, String url, List<String> eventTypes) {
    // the merchant's row is locked, so that two calls cannot both take the last place
    Merchant merchant = merchant(merchantId, LockModeType.PESSIMISTIC_WRITE);
    if (book.of(merchantId).size() >= MOST) {
      throw PaymentException.of(
          ErrorCode.LIMIT_EXCEEDED, "A merchant has at most " + MOST + " endpoints.");
    }
    requireKnown(eventTypes);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    byte[] secret = secrets.make();
    book.insert(
        merchantId, id, rules.check(url, merchant.mode() == MerchantMode.TEST), eventTypes, secret);
    audit.record(caller, "webhook-endpoint.created", merchantId, id.toString());
    return new EndpointView(endpoint(merchantId, id), WebhookSecrets.text(secret));
  }

  /**
   * A merchant's endpoints, oldest first.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public List<EndpointView> list(Caller caller, UUID merchantId) {
    merchant(merchantId, LockModeType.NONE);
    return book.of(merchantId).stream().map(one -> new EndpointView(one, null)).toList();
  }

  /**
   * One endpoint.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public EndpointView get(Caller caller, UUID merchantId, UUID id) {
    return new EndpointView(endpoint(merchantId, id), null);
  }

  /**
   * Changes an endpoint. While it is disabled no deliveries are made for it; those made before wait
   * until they are given up.
   *
   * @throws PaymentException NOT_FOUND; INVALID_REQUEST as for {@link #create}
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public EndpointView change(Caller caller, UUID merchantId, UUID id, EndpointChange change) {
    Endpoint now = book.lock(merchantId, id).orElseThrow(PaymentException::notFound);
    List<String> types = change.eventTypes() == null ? now.eventTypes() : change.eventTypes();
    requireKnown(types);
    book.update(
        merchantId,
        id,
        change.url() == null ? now.url() : rules.check(change.url(), now.test()),
        types,
        change.enabled() == null ? now.enabled() : change.enabled());
    audit.record(caller, "webhook-endpoint.changed", merchantId, id.toString());
    return new EndpointView(endpoint(merchantId, id), null);
  }

  /**
   * Gives an endpoint a new secret; deliveries are signed with both during the overlap.
   *
   * @param overlap 0 to {@link #LONGEST_OVERLAP}
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public EndpointView rotate(Caller caller, UUID merchantId, UUID id, Duration overlap) {
    requireLocked(merchantId, id);
    byte[] secret = secrets.make();
    book.rotate(merchantId, id, secret, Math.toIntExact(overlap.toSeconds()));
    audit.record(caller, "webhook-endpoint.rotated", merchantId, id.toString());
    return new EndpointView(endpoint(merchantId, id), WebhookSecrets.text(secret));
  }

  /**
   * Ends an endpoint for good; what was on its way to it is parked.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public void delete(Caller caller, UUID merchantId, UUID id) {
    requireLocked(merchantId, id);
    book.delete(merchantId, id);
    audit.record(caller, "webhook-endpoint.deleted", merchantId, id.toString());
  }

  /**
   * Sends parked deliveries of an endpoint again.
   *
   * @return how many, at most {@value #MOST_RETRIED}
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public int retryParked(Caller caller, UUID merchantId, UUID id) {
    endpoint(merchantId, id);
    int retried = deliveries.retryParked(merchantId, id, MOST_RETRIED);
    audit.record(
        caller, "webhook-endpoint.retried", merchantId, id.toString(), retried + " deliveries");
    return retried;
  }

  private void requireLocked(UUID merchantId, UUID id) {
    if (book.lock(merchantId, id).isEmpty()) {
      throw PaymentException.notFound();
    }
  }

  private Endpoint endpoint(UUID merchantId, UUID id) {
    return book.find(merchantId, id).orElseThrow(PaymentException::notFound);
  }

  private static void requireKnown(List<String> types) {
    if (!types.stream().allMatch(EventType::isKnown)) {
      throw PaymentException.invalid(
          "eventTypes", "must be among " + String.join(", ", EventType.ALL));
    }
  }

  private Merchant merchant(UUID merchantId, LockModeType lock) {
    Merchant merchant = entities.find(Merchant.class, merchantId, lock);
    if (merchant == null) {
      throw PaymentException.notFound();
    }
    return merchant;
  }
}
