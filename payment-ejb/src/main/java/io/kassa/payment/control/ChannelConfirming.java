package io.kassa.payment.control;

import io.kassa.channel.ChannelName;
import io.kassa.channel.NextAction;
import io.kassa.channel.Scene;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.payment.control.AttemptBook.Claim;
import io.kassa.payment.control.PaymentBook.Sighting;
import io.kassa.payment.control.PaymentProgress.Progress;
import io.kassa.payment.control.PersonalData.ChannelPayer;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import io.kassa.storage.Bytes;
import io.kassa.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Confirms a payment through a channel outside the database: claim it (transaction 1), call the
 * channel (no transaction, no connection, no thread), write what it said (transaction 2). Of many
 * that confirm at once one calls the channel; the others wait for its answer and read the same.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChannelConfirming {
  /** How often a confirmation that lost a race looks again before it gives up. */
  private static final int ROUNDS = 3;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private PaymentBook payments;
  @EJB private AttemptBook attempts;
  @EJB private OutcomeRecording recording;
  @EJB private Inquiry inquiry;
  @EJB private PaymentWaits waits;
  @EJB private ConfigurationDirectory configurations;
  @Inject private ChannelCalls calls;
  @Inject private PersonalData personalData;

  /**
   * What the phone asks for.
   *
   * @param payer what only the channel knows; its components may be null
   * @param buyer whom the invoice names; null leaves what the merchant gave
   */
  public record Wish(
      ChannelName channel,
      Scene scene,
      ChannelPayer payer,
      boolean invoiceRequested,
      Buyer buyer) {}

  /** How a payment stands after it was confirmed. */
  public sealed interface Standing {}

  /** It succeeded. */
  public record Succeeded(ConfirmedPayment payment) implements Standing {}

  /**
   * A channel works on it.
   *
   * @param nextAction what the phone does next; null if it is not known
   */
  public record Processing(NextAction nextAction) implements Standing {}

  /**
   * Confirms, or finds how it stands.
   *
   * @return completes with how it stands, or with the refusal: PAYMENT_DECLINED, after which the
   *     payment is open for another try; ATTEMPT_OPEN if another channel does not let go of it;
   *     PAYMENT_KEY_EXPIRED; PAYMENT_CANCELED; INVALID_REQUEST for {@code channel}, {@code scene}
   *     or {@code payer.openid}; LIMIT_EXCEEDED if it was tried too often
   */
  public CompletionStage<Standing> confirm(UUID merchantId, UUID paymentId, Wish wish) {
    return round(merchantId, paymentId, wish, ROUNDS);
  }

  private CompletionStage<Standing> round(UUID merchantId, UUID paymentId, Wish wish, int left) {
    if (left == 0) {
      throw attemptOpen();
    }
    Sighting sighting =
        payments.sight(merchantId, paymentId).orElseThrow(PaymentException::notFound);
    Payment payment = sighting.payment();
    if (payment.status() == PaymentState.PROCESSING) {
      return attempts
          .open(merchantId, paymentId)
          .map(attempt -> join(attempt, wish, left))
          .orElseGet(() -> round(merchantId, paymentId, wish, left - 1));
    }
    if (payment.status() != PaymentState.REQUIRES_CONFIRMATION
        || !sighting.now().isBefore(payment.expiresAt())) {
      return CompletableFuture.completedFuture(new Succeeded(BalanceConfirming.settled(sighting)));
    }
    AttemptRef ref = new AttemptRef(merchantId, paymentId, AttemptBook.newId());
    if (attempts.claim(claim(payment, ref, wish))) {
      return start(attempts.find(ref).orElseThrow());
    }
    if (attempts.count(merchantId, paymentId) >= AttemptBook.MOST_ATTEMPTS) {
      throw PaymentException.of(ErrorCode.LIMIT_EXCEEDED, "This payment was tried too often.");
    }
    return round(merchantId, paymentId, wish, left - 1);
  }

  private Claim claim(Payment payment, AttemptRef ref, Wish wish) {
    ChannelConfiguration configuration = configuration(payment, wish);
    if (wish.scene() == Scene.JSAPI && wish.payer().openid() == null) {
      throw PaymentException.invalid("payer.openid", "is required for the scene JSAPI");
    }
    return new Claim(
        ref,
        wish.channel(),
        wish.scene(),
        configuration.id(),
        Bytes.of(personalData.sealPayer(wish.payer(), ref.id())),
        wish.invoiceRequested(),
        Bytes.of(personalData.seal(wish.buyer(), payment.id())));
  }

  private ChannelConfiguration configuration(Payment payment, Wish wish) {
    configurations.requireComplete();
    boolean able =
        configurations.enabled(payment.merchantId()).stream()
            .anyMatch(one -> one.channel() == wish.channel());
    if (!able || !calls.channel(wish.channel()).currencies().contains(payment.currency())) {
      throw PaymentException.invalid("channel", "is not enabled for this payment");
    }
    return configurations
        .choose(payment.merchantId(), wish.channel(), wish.scene())
        .orElseThrow(
            () -> PaymentException.invalid("scene", "is not enabled for this payment's channel"));
  }

  /** The payment has an open attempt: the same again, or another channel instead. */
  private CompletionStage<Standing> join(Attempt open, Wish wish, int left) {
    boolean same = open.channel() == wish.channel() && open.scene() == wish.scene();
    if (open.isOver() || (same && open.nextAction() != null)) {
      return CompletableFuture.completedFuture(processing(open));
    }
    AttemptRef ref = open.ref();
    if (!same) {
      return inquiry
          .close(open)
          .thenComposeAsync(
              closed -> {
                if (closed.status().isOpen()) {
                  throw attemptOpen();
                }
                return round(ref.merchantId(), ref.paymentId(), wish, left - 1);
              },
              Trace.across(executor));
    }
    if (attempts.takeCall(ref)) {
      return start(attempts.find(ref).orElseThrow());
    }
    return waits
        .until(ref.merchantId(), ref.paymentId(), Progress.ANSWERED, LONGEST_WAIT)
        .thenApplyAsync(
            answered -> standing(attempts.find(ref).orElseThrow()), Trace.across(executor));
  }

  private CompletionStage<Standing> start(Attempt attempt) {
    return calls
        .start(attempt)
        .thenApplyAsync(
            outcome -> standing(recording.record(attempt, outcome)), Trace.across(executor));
  }

  private Standing standing(Attempt attempt) {
    if (attempt.status().isOpen() && attempt.paymentStatus() == PaymentState.PROCESSING) {
      return processing(attempt);
    }
    AttemptRef ref = attempt.ref();
    Sighting sighting =
        payments.sight(ref.merchantId(), ref.paymentId()).orElseThrow(PaymentException::notFound);
    if (sighting.payment().status() == PaymentState.REQUIRES_CONFIRMATION
        && sighting.now().isBefore(sighting.payment().expiresAt())) {
      throw PaymentException.of(
          ErrorCode.PAYMENT_DECLINED, "The channel did not take the money. Try again.");
    }
    return new Succeeded(BalanceConfirming.settled(sighting));
  }

  private static Standing processing(Attempt attempt) {
    return new Processing(NextActionText.read(attempt.nextAction()));
  }

  private static PaymentException attemptOpen() {
    return PaymentException.of(ErrorCode.ATTEMPT_OPEN, "Another channel is being asked.");
  }
}
