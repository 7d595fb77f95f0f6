package io.kassa.payment.control;

import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.metrics.ChannelMeter;
import io.kassa.payment.control.PersonalData.ChannelPayer;
import io.kassa.payment.entity.Attempt;
import io.kassa.storage.Bytes;
import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Calls a channel about an attempt. Never inside a transaction. */
@ApplicationScoped
public class ChannelCalls {
  private static final Logger LOG = Logger.getLogger(ChannelCalls.class.getName());
  private static final int LONGEST_SUBJECT = 127;

  @Inject private ChannelDirectory channels;
  @Inject private PersonalData personalData;
  @Inject private ChannelMeter meter;
  @Inject private CheckoutAddress checkout;
  @Inject private Tracing tracing;
  @EJB private ConfigurationDirectory configurations;

  /** Creates the order at the channel; safe to call again. */
  CompletionStage<ChannelOutcome> start(Attempt attempt) {
    return call(attempt, "start", () -> channel(attempt).start(settings(attempt), order(attempt)));
  }

  /** Asks how the order stands. */
  CompletionStage<ChannelOutcome> query(Attempt attempt) {
    return call(attempt, "query", () -> channel(attempt).query(settings(attempt), order(attempt)));
  }

  /** Asks how the order stands by the channel's own number of it. */
  CompletionStage<ChannelOutcome> queryTransaction(Attempt attempt, String transactionId) {
    return call(
        attempt,
        "query",
        () -> channel(attempt).queryTransaction(settings(attempt), order(attempt), transactionId));
  }

  /** Ends an order that nobody paid. */
  CompletionStage<ChannelOutcome> close(Attempt attempt) {
    return call(attempt, "close", () -> channel(attempt).close(settings(attempt), order(attempt)));
  }

  private CompletionStage<ChannelOutcome> call(
      Attempt attempt, String operation, Supplier<CompletionStage<ChannelOutcome>> call) {
    Step step = tracing.called(attempt.channel() + " " + operation, Trace.current());
    step.note("kassa.channel", attempt.channel().name());
    return step.during(
        () -> measured(attempt, operation, call).whenComplete((said, failure) -> note(step, said)));
  }

  private static void note(Step step, ChannelOutcome said) {
    if (said instanceof Unknown unknown) {
      step.failed(unknown.reason());
    }
  }

  /** A call that fails on our side, as with settings that no longer work, has told us nothing. */
  private CompletionStage<ChannelOutcome> measured(
      Attempt attempt, String operation, Supplier<CompletionStage<ChannelOutcome>> call) {
    Trace here = Trace.current();
    CompletionStage<ChannelOutcome> made;
    try {
      made = call.get();
    } catch (RuntimeException failure) {
      made = CompletableFuture.failedFuture(failure);
    }
    return meter
        .measure(attempt.channel(), operation, made)
        .exceptionally(
            failure -> {
              here.run(
                  () ->
                      LOG.log(
                          Level.WARNING,
                          "the channel of " + attempt + " could not be called",
                          failure));
              return new Unknown("call-failed");
            });
  }

  /**
   * The channel of that name.
   *
   * @throws IllegalStateException if this application does not hold it
   */
  Channel channel(ChannelName name) {
    return channels.find(name).orElseThrow(() -> new IllegalStateException("no channel " + name));
  }

  private Channel channel(Attempt attempt) {
    return channel(attempt.channel());
  }

  private ChannelSettings settings(Attempt attempt) {
    return configurations.settings(attempt.ref().merchantId(), attempt.configurationId());
  }

  private ChannelOrder order(Attempt attempt) {
    ChannelPayer payer =
        personalData.openPayer(Bytes.array(attempt.sealedPayer()), attempt.ref().id());
    return new ChannelOrder(
        attempt.ref().id(),
        attempt.amountMinor(),
        attempt.currency(),
        subject(attempt),
        attempt.scene(),
        payer.openid(),
        payer.address(),
        attempt.createdAt(),
        attempt.expiresAt(),
        checkout.afterProvider(attempt.ref().paymentId()));
  }

  private static String subject(Attempt attempt) {
    String text = attempt.description() == null ? attempt.orderId() : attempt.description();
    if (text.length() <= LONGEST_SUBJECT) {
      return text;
    }
    // never half of a character outside the basic plane
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_SUBJECT - 1))
            ? LONGEST_SUBJECT - 1
            : LONGEST_SUBJECT;
    return text.substring(0, end);
  }
}
