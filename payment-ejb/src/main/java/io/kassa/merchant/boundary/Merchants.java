package io.kassa.merchant.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantStatus;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What operators do with merchants; every change is in the audit log. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
@RolesAllowed({"payment-operator", "payment-auditor"})
public class Merchants {
  private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private AuditLog audit;
  @Inject private MerchantDirectory directory;

  /** Creates a merchant, active at once. */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public MerchantView create(Caller caller, NewMerchant command) {
    Merchant merchant =
        new Merchant(UuidCreator.getTimeOrderedEpoch(), command.name(), command.mode(), now());
    apply(
        merchant,
        new MerchantChange(
            null,
            null,
            command.invoicing(),
            command.returnOrigins(),
            command.lateSuccess(),
            command.seller(),
            command.signedOnly()));
    entities.persist(merchant);
    audit.record(caller, "merchant.created", merchant.id(), null);
    return MerchantView.of(merchant);
  }

  /**
   * Changes a merchant. Other nodes follow within five seconds.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public MerchantView change(Caller caller, UUID merchantId, MerchantChange change) {
    return changed(caller, merchantId, change);
  }

  private MerchantView changed(Caller caller, UUID merchantId, MerchantChange change) {
    Merchant merchant = merchant(merchantId);
    apply(merchant, change);
    audit.record(caller, "merchant.changed", merchantId, null, change.summary());
    directory.forget(merchantId);
    return MerchantView.of(merchant);
  }

  /**
   * Replaces the origins to which a merchant's phones may be sent back, by the merchant itself.
   *
   * @throws PaymentException NOT_FOUND for another merchant
   */
  @PermitAll
  @Requires(Permission.MANAGE_SETTINGS)
  public MerchantView changeOwn(Caller caller, UUID merchantId, Set<String> returnOrigins) {
    requireOwn(caller, merchantId);
    return changed(caller, merchantId, MerchantChange.ofReturnOrigins(returnOrigins));
  }

  /**
   * The merchant that calls.
   *
   * @throws PaymentException NOT_FOUND for another merchant
   */
  @PermitAll
  @Requires(Permission.READ_SETTINGS)
  public MerchantView getOwn(Caller caller, UUID merchantId) {
    requireOwn(caller, merchantId);
    return MerchantView.of(merchant(merchantId));
  }

  /**
   * One merchant.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public MerchantView get(Caller caller, UUID merchantId) {
    return MerchantView.of(merchant(merchantId));
  }

  /**
   * Merchants, newest first.
   *
   * @param before the id after which the page starts; null for the first page
   * @param limit at most how many
   */
  @Requires(Permission.READ_MERCHANTS)
  public List<MerchantView> list(Caller caller, UUID before, int limit) {
    return entities
        .createNamedQuery("Merchant.page", Merchant.class)
        .setParameter("before", before == null ? AFTER_ALL : before)
        .setMaxResults(limit)
        .getResultStream()
        .map(MerchantView::of)
        .toList();
  }

  private static void requireOwn(Caller caller, UUID merchantId) {
    if (!caller.merchantId().equals(merchantId)) {
      throw PaymentException.notFound();
    }
  }

  private Merchant merchant(UUID merchantId) {
    Merchant merchant = entities.find(Merchant.class, merchantId);
    if (merchant == null) {
      throw PaymentException.notFound();
    }
    return merchant;
  }

  private static void apply(Merchant merchant, MerchantChange change) {
    if (change.name() != null) {
      merchant.rename(change.name());
    }
    if (change.status() == MerchantStatus.SUSPENDED) {
      merchant.suspend();
    } else if (change.status() == MerchantStatus.ACTIVE) {
      merchant.reactivate();
    }
    if (change.invoicing() != null) {
      merchant.invoice(change.invoicing());
    }
    if (change.returnOrigins() != null) {
      merchant.returnTo(change.returnOrigins());
    }
    if (change.lateSuccess() != null) {
      merchant.treatLateSuccess(change.lateSuccess());
    }
    if (change.signedOnly() != null) {
      merchant.acceptSignedOnly(change.signedOnly());
    }
    if (change.seller() != null) {
      merchant.sellAs(change.seller());
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
