package io.kassa.payment.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.channel.ChannelName;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.BalanceConfirming;
import io.kassa.payment.control.ChannelConfirming;
import io.kassa.payment.control.ChannelConfirming.Processing;
import io.kassa.payment.control.ChannelConfirming.Standing;
import io.kassa.payment.control.ChannelConfirming.Succeeded;
import io.kassa.payment.control.ChannelConfirming.Wish;
import io.kassa.payment.control.Inquiry;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.control.PersonalData.ChannelPayer;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a phone's confirmation does. No method here holds a transaction while a channel is called; a
 * stage completes with the answer or with a {@link PaymentException}.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Confirmations {
  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private PaymentBook book;
  @EJB private AttemptBook attempts;
  @EJB private BalanceConfirming balance;
  @EJB private ChannelConfirming channels;
  @EJB private Inquiry inquiry;
  @Inject private MerchantDirectory directory;
  @Inject private Tracing tracing;

  /**
   * Confirms a payment on a channel. The same key again after success, at once or later, answers
   * the same confirmation; nothing is charged again. BALANCE is done when the method returns.
   *
   * @throws PaymentException NOT_FOUND; PAYMENT_KEY_EXPIRED; PAYMENT_CANCELED; INVALID_REQUEST for
   *     {@code channel}, {@code scene} or {@code payer.openid}; ATTEMPT_OPEN while another channel
   *     does not let go; INSUFFICIENT_FUNDS or PAYMENT_DECLINED, after which the payment is open
   */
  @Requires(Permission.CONFIRM_PAYMENT)
  public CompletionStage<ConfirmAnswer> confirm(
      Caller caller, UUID paymentId, ConfirmPayment command) {
    UUID merchantId = merchantOf(caller, paymentId);
    if (!directory.find(merchantId).map(MerchantProfile::active).orElse(false)) {
      throw PaymentException.of(ErrorCode.UNAUTHORIZED, "The proof is missing or wrong.");
    }
    Step step = tracing.done("confirm payment").note("kassa.channel", command.channel().name());
    return step.during(() -> take(merchantId, paymentId, command));
  }

  private CompletionStage<ConfirmAnswer> take(
      UUID merchantId, UUID paymentId, ConfirmPayment command) {
    if (command.channel() == ChannelName.BALANCE) {
      return byBalance(merchantId, paymentId, command);
    }
    Wish wish =
        new Wish(
            command.channel(),
            command.scene(),
            new ChannelPayer(command.openid(), command.address()),
            command.invoiceRequested(),
            command.buyer());
    return channels.confirm(merchantId, paymentId, wish).thenApply(Confirmations::answer);
  }

  /**
   * The confirmation of a payment that succeeded.
   *
   * @throws PaymentException NOT_FOUND; PAYMENT_NOT_CONFIRMED
   */
  @Requires(Permission.READ_PAYMENT)
  public Confirmation get(Caller caller, UUID paymentId) {
    Payment payment =
        book.byId(merchantOf(caller, paymentId), paymentId).orElseThrow(PaymentException::notFound);
    if (payment.status() != PaymentState.SUCCEEDED) {
      throw PaymentException.of(
          ErrorCode.PAYMENT_NOT_CONFIRMED, "The payment has no confirmation.");
    }
    return Confirmation.of(ConfirmedPayment.of(payment));
  }

  /**
   * Closes what is open at a channel, so that the payment can be canceled. Does nothing if nothing
   * is open; whether the payment can be canceled then is seen when it is. A signed request spends
   * its nonce there: what is done here is undone by confirming again.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.CLOSE_ATTEMPT)
  public CompletionStage<Void> letGo(Caller caller, UUID paymentId) {
    Optional<Attempt> open = attempts.open(merchantOf(caller, paymentId), paymentId);
    return open.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : inquiry.close(open.get()).thenApply(closed -> null);
  }

  private CompletionStage<ConfirmAnswer> byBalance(
      UUID merchantId, UUID paymentId, ConfirmPayment command) {
    try {
      return CompletableFuture.completedFuture(debit(merchantId, paymentId, command));
    } catch (PaymentException refusal) {
      Optional<Attempt> open =
          refusal.code() == ErrorCode.ATTEMPT_OPEN
              ? attempts.open(merchantId, paymentId)
              : Optional.empty();
      if (open.isEmpty()) {
        throw refusal;
      }
      if (open.get().isOver()) {
        return CompletableFuture.completedFuture(new ConfirmAnswer.Processing(null));
      }
      return inquiry
          .close(open.get())
          .thenApplyAsync(closed -> debit(merchantId, paymentId, command), Trace.across(executor));
    }
  }

  private ConfirmAnswer debit(UUID merchantId, UUID paymentId, ConfirmPayment command) {
    try {
      return new ConfirmAnswer.Confirmed(
          Confirmation.of(
              balance.confirm(merchantId, paymentId, command.invoiceRequested(), command.buyer())));
    } catch (PaymentException refusal) {
      if (refusal.code() == ErrorCode.INSUFFICIENT_FUNDS
          || refusal.code() == ErrorCode.PAYMENT_DECLINED) {
        book.recordDecline(merchantId, paymentId, refusal.code());
      }
      throw refusal;
    }
  }

  private static ConfirmAnswer answer(Standing standing) {
    if (standing instanceof Succeeded succeeded) {
      return new ConfirmAnswer.Confirmed(Confirmation.of(succeeded.payment()));
    }
    return new ConfirmAnswer.Processing(((Processing) standing).nextAction());
  }

  private static UUID merchantOf(Caller caller, UUID paymentId) {
    if (caller instanceof Caller.Phone phone && !phone.paymentId().equals(paymentId)) {
      throw PaymentException.notFound();
    }
    return caller.merchantId();
  }
}
