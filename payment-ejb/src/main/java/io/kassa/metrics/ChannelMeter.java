package io.kassa.metrics;

import io.kassa.channel.ChannelName;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Counts calls to channels, their outcomes and their time. */
@ApplicationScoped
public class ChannelMeter {
  @EJB private Meters meters;

  /** The same stage; its end is counted. */
  public <T> CompletionStage<T> measure(
      ChannelName channel, String operation, CompletionStage<T> call) {
    long begin = System.nanoTime();
    return call.whenComplete(
        (outcome, failure) ->
            meters.channelCalled(
                channel.name(),
                operation,
                failure == null ? word(outcome) : "failure",
                Duration.ofNanos(System.nanoTime() - begin)));
  }

  private static String word(Object outcome) {
    return outcome == null ? "none" : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
