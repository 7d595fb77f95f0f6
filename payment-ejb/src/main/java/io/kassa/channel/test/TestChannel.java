package io.kassa.channel.test;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRows;
import io.kassa.channel.BillUnavailableException;
import io.kassa.channel.Channel;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NextAction;
import io.kassa.channel.NoticeAnswer;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.Scene;
import io.kassa.channel.SettingName;
import io.kassa.failure.PaymentException;
import io.kassa.money.CurrencyCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The channel that moves no money. What it says follows from the order alone, so it keeps nothing:
 * see {@link Conduct}. {@code delayMillis}, 0 unless set, is the median time that an answer or a
 * payer takes; single ones spread around it like a network's, by the order's number.
 */
@ApplicationScoped
public class TestChannel implements Channel {
  private static final String DELAY = "delayMillis";
  private static final long MOST_DELAY_MILLIS = 10_000;

  /** Of the logarithm: two of three answers take between 0.6 and 1.6 of the median. */
  private static final double SPREAD = 0.5;

  /** No answer takes longer than that many medians. */
  private static final double LONGEST = 4;

  private static final Set<String> CURRENCIES =
      CurrencyCode.all().stream().map(CurrencyCode::code).collect(Collectors.toUnmodifiableSet());

  private final Clock clock;

  /** For the server. */
  public TestChannel() {
    this(Clock.systemUTC());
  }

  TestChannel(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ChannelName name() {
    return ChannelName.TEST;
  }

  @Override
  public Set<Scene> scenes() {
    return EnumSet.allOf(Scene.class);
  }

  @Override
  public Set<String> currencies() {
    return CURRENCIES;
  }

  @Override
  public Set<SettingName> settingNames() {
    return Set.of(SettingName.open(DELAY).optional());
  }

  @Override
  public void check(ChannelSettings settings) {
    if (!settings.test()) {
      throw PaymentException.invalid("channel", "TEST is for test merchants only");
    }
    String delay = settings.value(DELAY);
    if (delay != null
        && (!delay.matches("[0-9]{1,5}") || Long.parseLong(delay) > MOST_DELAY_MILLIS)) {
      throw PaymentException.invalid(
          "settings." + DELAY, "must be 0 to " + MOST_DELAY_MILLIS + " milliseconds");
    }
  }

  @Override
  public CompletionStage<ChannelOutcome> start(ChannelSettings settings, ChannelOrder order) {
    requireTest(settings);
    ChannelOutcome outcome =
        switch (Conduct.of(order.amountMinor())) {
          case APPROVES -> paid(order);
          case DECLINES -> new Declined("declined-by-amount");
          case TIMES_OUT_PAID, TIMES_OUT_LOST -> new Unknown("no-answer-in-time");
          case PAID_LATER, NEVER_PAID, SILENT ->
              new Pending(new NextAction.QrCode("kassa-test:" + order.number()));
        };
    return later(delay(settings, order), outcome);
  }

  @Override
  public CompletionStage<ChannelOutcome> query(ChannelSettings settings, ChannelOrder order) {
    requireTest(settings);
    return CompletableFuture.completedFuture(
        switch (Conduct.of(order.amountMinor())) {
          case APPROVES, TIMES_OUT_PAID -> paid(order);
          case DECLINES -> new Declined("declined-by-amount");
          case TIMES_OUT_LOST -> new Absent();
          case PAID_LATER ->
              clock.instant().isBefore(order.createdAt().plus(delay(settings, order)))
                  ? new Pending(null)
                  : paid(order);
          case NEVER_PAID -> new Pending(null);
          case SILENT -> new Unknown("no-answer-in-time");
        });
  }

  @Override
  public CompletionStage<ChannelOutcome> close(ChannelSettings settings, ChannelOrder order) {
    return query(settings, order)
        .thenApply(found -> found instanceof Paid ? found : new Closed("closed"));
  }

  @Override
  public CompletionStage<RefundOutcome> refund(ChannelSettings settings, RefundOrder refund) {
    return queryRefund(settings, refund);
  }

  @Override
  public CompletionStage<RefundOutcome> queryRefund(ChannelSettings settings, RefundOrder refund) {
    requireTest(settings);
    return CompletableFuture.completedFuture(
        new RefundOutcome.Refunded("TEST" + refund.number(), refund.amountMinor(), now()));
  }

  @Override
  public NoticeReading read(ChannelSettings settings, NoticeRequest request) {
    return new NoticeReading.Refused("sends-no-notices");
  }

  @Override
  public NoticeAnswer answer(boolean taken) {
    return new NoticeAnswer(404, null, "");
  }

  @Override
  public CompletionStage<Void> bill(ChannelSettings settings, BillRequest request, BillRows rows) {
    return CompletableFuture.failedFuture(
        new BillUnavailableException("the channel TEST keeps no books"));
  }

  private ChannelOutcome paid(ChannelOrder order) {
    return new Paid("TEST" + order.number(), order.amountMinor(), order.currency(), now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void requireTest(ChannelSettings settings) {
    if (!settings.test()) {
      throw new IllegalStateException("the channel TEST was called for a live merchant");
    }
  }

  private static CompletionStage<ChannelOutcome> later(Duration delay, ChannelOutcome outcome) {
    if (delay.isZero()) {
      return CompletableFuture.completedFuture(outcome);
    }
    return new CompletableFuture<ChannelOutcome>()
        .completeOnTimeout(outcome, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Log-normal around the median; the same for an order whenever it is asked. */
  private static Duration delay(ChannelSettings settings, ChannelOrder order) {
    String median = settings.value(DELAY);
    if (median == null || median.equals("0")) {
      return Duration.ZERO;
    }
    double normal = new Random(order.attemptId().getLeastSignificantBits()).nextGaussian();
    double factor = Math.min(Math.exp(SPREAD * normal), LONGEST);
    return Duration.ofMillis(Math.round(Long.parseLong(median) * factor));
  }
}
