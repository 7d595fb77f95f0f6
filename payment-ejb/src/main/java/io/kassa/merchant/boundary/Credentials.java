package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.IdempotencyKeys;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.idempotency.RequestKey;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.CredentialMaker;
import io.kassa.merchant.control.CredentialMaker.Made;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.Merchant;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Credentials of a merchant: operators manage everybody's, a merchant with the scope {@code
 * settings} its own. Every change is in the audit log; a secret is shown once.
 */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class Credentials {
  /** How many usable credentials a merchant may have at a time. */
  public static final int MOST_USABLE = 50;

  /** How long an old credential may live on beside the one that takes over. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Resource private SessionContext context;
  @EJB private AuditLog audit;
  @Inject private CredentialCheck check;
  @EJB private IdempotencyKeys idempotency;
  @EJB private CredentialMaker maker;

  /**
   * Creates a credential; the answer is the only place where its secret appears. A replay of the
   * same request shows the credential without it.
   *
   * @throws PaymentException NOT_FOUND; LIMIT_EXCEEDED for more than {@value #MOST_USABLE} usable
   *     ones; FORBIDDEN if a merchant asks for more than its own credential may
   */
  @Requires(Permission.MANAGE_SETTINGS)
  public Created<CredentialView> create(
      Caller caller, UUID merchantId, NewCredential command, RequestKey key) {
    own(caller, merchantId);
    return idempotency.once(
        caller,
        key,
        CredentialView::id,
        id -> CredentialView.of(credential(merchantId, id), null),
        () -> Created.now(made(caller, merchantId, command, "credential.created")));
  }

  /** A merchant's credentials, without secrets, oldest first. */
  @Requires(Permission.READ_SETTINGS)
  public List<CredentialView> list(Caller caller, UUID merchantId) {
    own(caller, merchantId);
    requireMerchant(merchantId, LockModeType.NONE);
    return entities
        .createNamedQuery("Credential.ofMerchant", Credential.class)
        .setParameter("merchantId", merchantId)
        .getResultStream()
        .map(credential -> CredentialView.of(credential, null))
        .toList();
  }

  /**
   * Lets a new credential of the same type and terms take over; the old one ends after the overlap.
   *
   * @param overlap 0 to {@link #LONGEST_OVERLAP}
   * @param publicKey the new key in Base64; null unless the type is ED25519
   * @throws PaymentException NOT_FOUND, also for one that is not usable any more; INVALID_REQUEST
   *     for {@code publicKey}; LIMIT_EXCEEDED
   */
  @Requires(Permission.MANAGE_SETTINGS)
  public Created<CredentialView> rotate(
      Caller caller,
      UUID merchantId,
      String credentialId,
      Duration overlap,
      String publicKey,
      RequestKey key) {
    own(caller, merchantId);
    return idempotency.once(
        caller,
        key,
        CredentialView::id,
        id -> CredentialView.of(credential(merchantId, id), null),
        () -> Created.now(successor(caller, merchantId, credentialId, overlap, publicKey)));
  }

  /**
   * Takes a credential back for good, on all nodes within five seconds; again: the same answer.
   *
   * @throws PaymentException NOT_FOUND, also if it is another merchant's
   */
  @Requires(Permission.MANAGE_SETTINGS)
  public CredentialView revoke(Caller caller, UUID merchantId, String credentialId) {
    own(caller, merchantId);
    Credential credential = credential(merchantId, credentialId);
    if (credential.revokedAt() == null) {
      credential.revoke(now());
      audit.record(caller, "credential.revoked", merchantId, credentialId);
    }
    check.forget(credentialId);
    return CredentialView.of(credential, null);
  }

  private CredentialView successor(
      Caller caller, UUID merchantId, String credentialId, Duration overlap, String publicKey) {
    Credential old = credential(merchantId, credentialId);
    if (!old.isUsable(now())) {
      throw PaymentException.notFound();
    }
    NewCredential command = NewCredential.of(old.type(), publicKey, old.terms());
    CredentialView made = made(caller, merchantId, command, "credential.rotated");
    old.endBy(now().plus(overlap));
    check.forget(credentialId);
    return made;
  }

  private CredentialView made(
      Caller caller, UUID merchantId, NewCredential command, String action) {
    // the merchant's row is locked, so that two calls cannot both take the last place
    requireMerchant(merchantId, LockModeType.PESSIMISTIC_WRITE);
    long usable =
        entities
            .createNamedQuery("Credential.countUsable", Long.class)
            .setParameter("merchantId", merchantId)
            .setParameter("now", now())
            .getSingleResult();
    if (usable >= MOST_USABLE) {
      throw PaymentException.of(
          ErrorCode.LIMIT_EXCEEDED,
          "A merchant has at most " + MOST_USABLE + " credentials. Revoke one first.");
    }
    Made made = maker.make(merchantId, command.type(), command.publicKey(), command.terms(), now());
    entities.persist(made.credential());
    audit.record(caller, action, merchantId, made.credential().id());
    return CredentialView.of(made.credential(), made.secret());
  }

  /**
   * Refuses who may not touch this merchant's credentials: another merchant, and an operator whom
   * the server itself does not know in the role.
   */
  private void own(Caller caller, UUID merchantId) {
    if (caller instanceof Caller.Merchant merchant && !merchant.merchantId().equals(merchantId)) {
      throw PaymentException.notFound();
    }
    if (caller instanceof Caller.Operator operator
        && !context.isCallerInRole(operator.acts() ? "payment-operator" : "payment-auditor")) {
      throw PaymentException.of(ErrorCode.FORBIDDEN, "This user has no role in Kassa.");
    }
  }

  private Credential credential(UUID merchantId, String credentialId) {
    Credential credential = entities.find(Credential.class, credentialId);
    if (credential == null || !credential.merchantId().equals(merchantId)) {
      throw PaymentException.notFound();
    }
    return credential;
  }

  private void requireMerchant(UUID merchantId, LockModeType lock) {
    if (entities.find(Merchant.class, merchantId, lock) == null) {
      throw PaymentException.notFound();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
