package io.kassa.payment.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.channel.ChannelOutcome;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.Inquiry;
import io.kassa.payment.control.OutcomeRecording;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What operators do with attempts at channels. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Attempts {
  @EJB private AttemptBook book;
  @EJB private Inquiry inquiry;
  @EJB private OutcomeRecording outcomes;

  /** A payment's attempts at channels, oldest first; empty for a payment that is not there. */
  @Requires(Permission.READ_ATTEMPTS)
  public List<Attempt> list(Caller caller, UUID merchantId, UUID paymentId) {
    return book.of(merchantId, paymentId);
  }

  /**
   * Asks the channel now.
   *
   * @return completes with the attempt as it is then
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.ACT_ON_ATTEMPTS)
  @RolesAllowed("payment-operator")
  public CompletionStage<Attempt> ask(Caller caller, AttemptRef ref) {
    return inquiry.ask(attempt(ref));
  }

  /**
   * Decides what became of an attempt whose channel does not say; goes into the audit log.
   *
   * @throws PaymentException NOT_FOUND; ATTEMPT_NOT_UNKNOWN
   */
  @Requires(Permission.ACT_ON_ATTEMPTS)
  @RolesAllowed("payment-operator")
  public Attempt decide(Caller caller, AttemptRef ref, AttemptDecision decision) {
    Attempt attempt = attempt(ref);
    if (attempt.status() != AttemptState.UNKNOWN) {
      throw PaymentException.of(
          ErrorCode.ATTEMPT_NOT_UNKNOWN, "The attempt is " + attempt.status() + ".");
    }
    ChannelOutcome outcome =
        decision.transactionId() == null
            ? new ChannelOutcome.Closed("decided-by-operator")
            : new ChannelOutcome.Paid(
                decision.transactionId(), attempt.amountMinor(), attempt.currency(), attempt.now());
    return outcomes.decide(caller, attempt, outcome, decision.note());
  }

  private Attempt attempt(AttemptRef ref) {
    return book.find(ref)
        .filter(attempt -> attempt.configurationId() != null)
        .orElseThrow(PaymentException::notFound);
  }
}
