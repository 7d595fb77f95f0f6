package io.kassa.ledger.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.ledger.entity.FeeCharge;
import io.kassa.ledger.entity.FeeSchedule;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Fee schedules as this node remembers them: all of them, so that a payment costs no look-up. New
 * ones are looked for every two seconds and come into force five seconds after they were made at
 * the earliest, so every node takes the same fee at the same time. A node that has not looked for
 * four seconds looks before it answers.
 */
@ApplicationScoped
public class FeeDirectory {
  private static final int PAGE = 1_000;
  private static final long STALE_NANOS = Duration.ofSeconds(4).toNanos();

  /** Longer than any transaction that makes a schedule, so that none slips past. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final Comparator<FeeSchedule> LAST_IN_FORCE_FIRST =
      Comparator.comparing(FeeSchedule::effectiveFrom)
          .thenComparing(schedule -> schedule.id().toString())
          .reversed();

  private record Key(UUID merchantId, ChannelName channel, String currency) {}

  private record Look(long nanos, Instant latest) {}

  private final Map<Key, List<FeeSchedule>> known = new ConcurrentHashMap<>();
  private volatile Look last;

  @EJB private FeeBook book;
  @Inject private ChartOfAccounts chart;

  /** The schedule in force at a time, if there is one. */
  public Optional<FeeSchedule> inForce(
      UUID merchantId, ChannelName channel, String currency, Instant at) {
    return all(merchantId, channel, currency).stream()
        .filter(schedule -> !schedule.effectiveFrom().isAfter(at))
        .findFirst();
  }

  /**
   * The ledger account that a payment's fee may be credited to, opened in a transaction of its own
   * if it is not there yet; null where no fee can be due.
   */
  public UUID account(UUID merchantId, ChannelName channel, String currency) {
    return all(merchantId, channel, currency).isEmpty()
        ? null
        : chart.account(merchantId, AccountCode.FEES, currency);
  }

  /**
   * The fee of a payment; null if it is nothing.
   *
   * @param feesAccount of {@link #account}
   * @param at when the payment is booked, by the database's clock
   */
  public FeeCharge charge(
      UUID merchantId,
      ChannelName channel,
      String currency,
      UUID feesAccount,
      Instant at,
      long amountMinor) {
    FeeSchedule schedule = inForce(merchantId, channel, currency, at).orElse(null);
    if (schedule == null || schedule.feeMinor(amountMinor) == 0) {
      return null;
    }
    if (feesAccount == null) {
      throw new IllegalStateException("a fee came into force while its payment was written");
    }
    return new FeeCharge(
        UuidCreator.getTimeOrderedEpoch(),
        feesAccount,
        schedule.id(),
        schedule.feeMinor(amountMinor));
  }

  private List<FeeSchedule> all(UUID merchantId, ChannelName channel, String currency) {
    Look before = last;
    if (before == null || System.nanoTime() - before.nanos() > STALE_NANOS) {
      look();
    }
    return known.getOrDefault(new Key(merchantId, channel, currency), List.of());
  }

  /** Reads what is new. */
  void look() {
    long started = System.nanoTime();
    Look before = last;
    Instant latest = before == null ? Instant.EPOCH : before.latest();
    Instant since = before == null ? latest : latest.minus(OVERLAP);
    UUID after = BEFORE_ALL;
    List<FeeSchedule> page;
    do {
      page = book.since(since, after, PAGE);
      for (FeeSchedule schedule : page) {
        known.merge(key(schedule), List.of(schedule), FeeDirectory::joined);
        after = schedule.id();
        latest = schedule.createdAt().isAfter(latest) ? schedule.createdAt() : latest;
      }
    } while (page.size() == PAGE);
    last = new Look(started, latest);
  }

  private static Key key(FeeSchedule schedule) {
    return new Key(schedule.merchantId(), schedule.channel(), schedule.currency());
  }

  private static List<FeeSchedule> joined(List<FeeSchedule> known, List<FeeSchedule> more) {
    return Stream.concat(known.stream(), more.stream())
        .distinct()
        .sorted(LAST_IN_FORCE_FIRST)
        .toList();
  }
}
