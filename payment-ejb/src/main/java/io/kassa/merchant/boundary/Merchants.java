package io.kassa.merchant.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** What operators do with merchants and their credentials; every change is in the audit log. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class Merchants {
  private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
  private static final int ID_LENGTH = 20;
  private static final int SECRET_BYTES = 32;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SecureRandom random = new SecureRandom();

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private AuditLog audit;
  @EJB private MerchantDirectory directory;
  @EJB private CredentialCheck credentials;

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
            command.seller()));
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
    Merchant merchant = merchant(merchantId);
    apply(merchant, change);
    audit.record(caller, "merchant.changed", merchantId, null);
    directory.forget(merchantId);
    return MerchantView.of(merchant);
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

  /**
   * Creates a credential of type SECRET; the answer is the only place where its secret appears.
   *
   * @param expiresAt null if it does not expire
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public CredentialView createSecret(Caller caller, UUID merchantId, Instant expiresAt) {
    Merchant merchant = merchant(merchantId);
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Credential credential =
        Credential.secret(
            newCredentialId(), merchant.id(), CredentialCheck.hash(secret), now(), expiresAt);
    entities.persist(credential);
    audit.record(caller, "credential.created", merchantId, credential.id());
    return CredentialView.of(credential, secret);
  }

  /** A merchant's credentials, without secrets, oldest first. */
  @Requires(Permission.READ_MERCHANTS)
  public List<CredentialView> listCredentials(Caller caller, UUID merchantId) {
    return entities
        .createNamedQuery("Credential.ofMerchant", Credential.class)
        .setParameter("merchantId", merchant(merchantId).id())
        .getResultStream()
        .map(credential -> CredentialView.of(credential, null))
        .toList();
  }

  /**
   * Takes a credential back for good, on all nodes within five seconds; again: the same answer.
   *
   * @throws PaymentException NOT_FOUND, also if it is another merchant's
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public CredentialView revoke(Caller caller, UUID merchantId, String credentialId) {
    Credential credential = entities.find(Credential.class, credentialId);
    if (credential == null || !credential.merchantId().equals(merchantId)) {
      throw PaymentException.notFound();
    }
    credential.revoke(now());
    audit.record(caller, "credential.revoked", merchantId, credentialId);
    credentials.forget(credentialId);
    return CredentialView.of(credential, null);
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
    if (change.seller() != null) {
      merchant.sellAs(change.seller());
    }
  }

  private String newCredentialId() {
    StringBuilder id = new StringBuilder("kc_");
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
