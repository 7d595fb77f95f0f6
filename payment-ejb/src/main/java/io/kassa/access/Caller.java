package io.kassa.access;

import static io.kassa.access.Permission.ACT_ON_ATTEMPTS;
import static io.kassa.access.Permission.ACT_ON_DEAD_LETTERS;
import static io.kassa.access.Permission.ACT_ON_INCIDENTS;
import static io.kassa.access.Permission.ACT_ON_RECONCILIATIONS;
import static io.kassa.access.Permission.CANCEL_PAYMENT;
import static io.kassa.access.Permission.CLOSE_ATTEMPT;
import static io.kassa.access.Permission.CONFIRM_PAYMENT;
import static io.kassa.access.Permission.MANAGE_MERCHANTS;
import static io.kassa.access.Permission.MANAGE_SETTINGS;
import static io.kassa.access.Permission.MANAGE_SETTLEMENTS;
import static io.kassa.access.Permission.PAUSE_RELAY;
import static io.kassa.access.Permission.READ_ATTEMPTS;
import static io.kassa.access.Permission.READ_AUDIT;
import static io.kassa.access.Permission.READ_DEAD_LETTERS;
import static io.kassa.access.Permission.READ_EVENTS;
import static io.kassa.access.Permission.READ_INCIDENTS;
import static io.kassa.access.Permission.READ_LEDGER;
import static io.kassa.access.Permission.READ_MERCHANTS;
import static io.kassa.access.Permission.READ_METRICS;
import static io.kassa.access.Permission.READ_PAYMENT;
import static io.kassa.access.Permission.READ_RECONCILIATIONS;
import static io.kassa.access.Permission.READ_RELAY;
import static io.kassa.access.Permission.READ_REPORTS;
import static io.kassa.access.Permission.READ_SETTINGS;
import static io.kassa.access.Permission.READ_SETTLEMENTS;
import static io.kassa.access.Permission.RETRY_DELIVERIES;
import static io.kassa.access.Permission.REVERSE_TRANSACTION;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Who calls: proven at the door, immutable, passed as a value to every boundary method. */
public sealed interface Caller {

  /** What this kind of caller may do; everything else is refused. */
  Set<Permission> permissions();

  /**
   * Whose objects the caller may touch.
   *
   * @throws PaymentException FORBIDDEN for a caller that belongs to no merchant
   */
  UUID merchantId();

  /** The name under which the audit log and the server log know the caller; nothing secret. */
  String name();

  /**
   * A merchant's server, known by one of its credentials.
   *
   * @param merchantId whose objects it may touch
   * @param credentialId which credential proved it, starts with {@code kc_}
   * @param permissions what the credential's scopes allow
   * @param nonce what the request's signature may be used for once; null where nothing was signed
   *     or nothing changes
   */
  record Merchant(UUID merchantId, String credentialId, Set<Permission> permissions, Nonce nonce)
      implements Caller {

    @Override
    public String name() {
      return credentialId;
    }
  }

  /**
   * A phone that holds the payment key of one payment.
   *
   * @param merchantId the merchant of that payment
   * @param paymentId the only payment it may touch
   * @param expiresAt until when the key confirms, whole seconds
   */
  record Phone(UUID merchantId, UUID paymentId, Instant expiresAt) implements Caller {
    private static final Set<Permission> PERMISSIONS =
        Set.copyOf(EnumSet.of(READ_PAYMENT, CONFIRM_PAYMENT, CANCEL_PAYMENT, CLOSE_ATTEMPT));

    @Override
    public Set<Permission> permissions() {
      return PERMISSIONS;
    }

    @Override
    public String name() {
      return "phone:" + paymentId;
    }
  }

  /**
   * A person of the ops team, known to the server's realm.
   *
   * @param name the realm's user name
   * @param acts whether the role {@code payment-operator} is held; otherwise it is an auditor, who
   *     reads
   */
  record Operator(String name, boolean acts) implements Caller {
    private static final Set<Permission> READS =
        Set.copyOf(
            EnumSet.of(
                READ_MERCHANTS,
                READ_DEAD_LETTERS,
                READ_RELAY,
                READ_METRICS,
                READ_AUDIT,
                READ_INCIDENTS,
                READ_ATTEMPTS,
                READ_EVENTS,
                READ_LEDGER,
                READ_SETTLEMENTS,
                READ_RECONCILIATIONS,
                READ_REPORTS,
                READ_SETTINGS));
    private static final Set<Permission> ACTS =
        Set.copyOf(
            EnumSet.of(
                READ_MERCHANTS,
                MANAGE_MERCHANTS,
                READ_DEAD_LETTERS,
                ACT_ON_DEAD_LETTERS,
                READ_RELAY,
                PAUSE_RELAY,
                READ_METRICS,
                READ_AUDIT,
                READ_INCIDENTS,
                ACT_ON_INCIDENTS,
                READ_ATTEMPTS,
                ACT_ON_ATTEMPTS,
                READ_EVENTS,
                RETRY_DELIVERIES,
                READ_LEDGER,
                REVERSE_TRANSACTION,
                READ_SETTLEMENTS,
                MANAGE_SETTLEMENTS,
                READ_RECONCILIATIONS,
                READ_REPORTS,
                ACT_ON_RECONCILIATIONS,
                READ_SETTINGS,
                MANAGE_SETTINGS));

    @Override
    public Set<Permission> permissions() {
      return acts ? ACTS : READS;
    }

    @Override
    public UUID merchantId() {
      throw PaymentException.of(ErrorCode.FORBIDDEN, "An operator has no objects of a merchant.");
    }
  }
}
