package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.LimitBook;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.entity.AmountLimit;
import io.kassa.merchant.entity.Merchant;
import io.kassa.money.CurrencyCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;

/**
 * How much a merchant may create: per payment and per UTC day, by currency. Operators set it; every
 * change is in the audit log and holds on all nodes within five seconds.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class MerchantLimits {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private LimitBook book;
  @Inject private MerchantDirectory directory;
  @EJB private AuditLog audit;

  /**
   * Sets the limits of one currency; what is null there is not limited.
   *
   * <p>A limit per day counts what is created after it was set first on that day.
   *
   * @throws PaymentException NOT_FOUND for the merchant or the currency
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public AmountLimit set(Caller caller, UUID merchantId, AmountLimit limit) {
    require(merchantId, limit.currency());
    book.set(merchantId, limit);
    audit.record(caller, "merchant-limit.set", merchantId, limit.currency());
    directory.forget(merchantId);
    return limit;
  }

  /**
   * A merchant's limits, by currency.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public List<AmountLimit> list(Caller caller, UUID merchantId) {
    require(merchantId);
    return book.of(merchantId);
  }

  /**
   * Removes the limits of one currency.
   *
   * @throws PaymentException NOT_FOUND if there are none
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public void remove(Caller caller, UUID merchantId, String currency) {
    require(merchantId, currency);
    if (!book.remove(merchantId, currency)) {
      throw PaymentException.notFound();
    }
    audit.record(caller, "merchant-limit.removed", merchantId, currency);
    directory.forget(merchantId);
  }

  private void require(UUID merchantId, String currency) {
    if (CurrencyCode.find(currency).isEmpty()) {
      throw PaymentException.notFound();
    }
    require(merchantId);
  }

  private void require(UUID merchantId) {
    if (entities.find(Merchant.class, merchantId) == null) {
      throw PaymentException.notFound();
    }
  }
}
