package io.kassa.payment.boundary;

import io.kassa.access.OpenToAll;
import io.kassa.access.PermissionInterceptor;
import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.NoticeAnswer;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.Believed;
import io.kassa.channel.NoticeReading.Irrelevant;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.OfRefund;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.OrderNumber;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.failure.PaymentException;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.OutcomeBook.NoticeRef;
import io.kassa.payment.control.OutcomeRecording;
import io.kassa.payment.entity.Attempt;
import io.kassa.refund.control.RefundBook;
import io.kassa.refund.control.RefundRecording;
import io.kassa.refund.entity.Refund;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What providers tell by themselves. The address selects the keys, the keys decide whether anything
 * is believed, and what is believed is compared with the order before it changes anything. A notice
 * that is not taken is answered as a failure, so that it comes again.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChannelNotices {
  private static final Logger LOG = Logger.getLogger(ChannelNotices.class.getName());

  @EJB private ConfigurationDirectory configurations;
  @EJB private AttemptBook attempts;
  @EJB private OutcomeRecording outcomes;
  @EJB private RefundBook refunds;
  @EJB private RefundRecording refundOutcomes;
  @EJB private IncidentBook incidents;
  @Inject private ChannelDirectory channels;

  /**
   * Takes a notice, or does not.
   *
   * @return what the provider is to be answered
   * @throws PaymentException NOT_FOUND if the channel has no such configuration or it is disabled;
   *     found out without the database; SERVICE_UNAVAILABLE in the first seconds of a node
   */
  @OpenToAll("a notice proves itself by the provider's signature")
  public NoticeAnswer take(ChannelName name, UUID configurationId, NoticeRequest request) {
    configurations.requireComplete();
    ChannelConfiguration configuration =
        configurations
            .find(configurationId)
            .filter(one -> one.channel() == name && one.enabled())
            .orElseThrow(PaymentException::notFound);
    Channel channel = channels.find(name).orElseThrow(PaymentException::notFound);
    NoticeReading reading =
        channel.read(configurations.settings(configuration.merchantId(), configurationId), request);
    if (reading instanceof Refused refused) {
      LOG.log(
          Level.WARNING,
          "a notice to {0} was not believed: {1}",
          new Object[] {configurationId, refused.reason()});
      return channel.answer(false);
    }
    return channel.answer(believed(configuration, (Believed) reading));
  }

  private boolean believed(ChannelConfiguration configuration, Believed reading) {
    if (reading instanceof OfPayment told) {
      return payment(configuration, told);
    }
    if (reading instanceof OfRefund told) {
      return refund(configuration, told);
    }
    LOG.log(Level.FINE, "a notice of no consequence: {0}", ((Irrelevant) reading).type());
    return true;
  }

  private boolean payment(ChannelConfiguration configuration, OfPayment told) {
    Optional<Attempt> found =
        OrderNumber.parse(told.orderNumber())
            .flatMap(
                id -> attempts.findByOrder(configuration.merchantId(), configuration.id(), id));
    if (found.isEmpty()) {
      return unknownOrder(configuration, told.noticeId());
    }
    Attempt attempt = found.get();
    String contradiction = contradiction(attempt, told.outcome());
    if (contradiction != null) {
      return contradicts(
          new About(
              configuration.merchantId(),
              told.noticeId(),
              attempt.ref().paymentId(),
              attempt.ref().id(),
              configuration.id()),
          contradiction);
    }
    outcomes.record(attempt, told.outcome(), new NoticeRef(configuration.id(), told.noticeId()));
    return true;
  }

  private static String contradiction(Attempt attempt, ChannelOutcome outcome) {
    if (outcome instanceof ChannelOutcome.Unknown unknown) {
      return unknown.reason();
    }
    if (outcome instanceof ChannelOutcome.Paid paid
        && (paid.amountMinor() != attempt.amountMinor()
            || !paid.currency().equals(attempt.currency()))) {
      return "told of " + paid.amountMinor() + " " + paid.currency();
    }
    return null;
  }

  private boolean refund(ChannelConfiguration configuration, OfRefund told) {
    Optional<Refund> found =
        OrderNumber.parse(told.refundNumber())
            .flatMap(id -> refunds.find(configuration.merchantId(), id))
            .filter(refund -> configuration.id().equals(refund.configurationId()));
    if (found.isEmpty()) {
      return unknownOrder(configuration, told.noticeId());
    }
    Refund refund = found.get();
    String contradiction = contradiction(refund, told.outcome());
    if (contradiction != null) {
      return contradicts(
          new About(
              configuration.merchantId(),
              told.noticeId(),
              refund.paymentId(),
              refund.attemptId(),
              configuration.id()),
          contradiction);
    }
    refundOutcomes.record(refund, told.outcome());
    refunds.noticed(refund, told.noticeId());
    return true;
  }

  private static String contradiction(Refund refund, RefundOutcome outcome) {
    if (outcome instanceof RefundOutcome.Unknown unknown) {
      return unknown.reason();
    }
    if (outcome instanceof RefundOutcome.Refunded done
        && done.amountMinor() != refund.amountMinor()) {
      return "told of " + done.amountMinor() + " given back";
    }
    return null;
  }

  private boolean unknownOrder(ChannelConfiguration configuration, String noticeId) {
    incidents.reportAlone(
        IncidentKind.NOTICE_FOR_UNKNOWN_ORDER,
        new About(configuration.merchantId(), noticeId, null, null, configuration.id()),
        "no order of this configuration");
    return false;
  }

  private boolean contradicts(About about, String contradiction) {
    incidents.reportAlone(IncidentKind.NOTICE_CONTRADICTS_ORDER, about, contradiction);
    return false;
  }
}
