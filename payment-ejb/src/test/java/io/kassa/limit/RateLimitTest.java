package io.kassa.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.node.NodeShare;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final int PER_MINUTE = 6_000;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final NodeShare share = new NodeShare(clock::get);
  private final RateLimit<String> limit = new RateLimit<>("test", PER_MINUTE, share);

  @Test
  void loneNodeAdmitsATenthAtOnceAndThenTheRate() {
    rest(1);

    assertThat(admittedAtOnce("a")).isEqualTo(600);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("a")).isEqualTo(100);
    pass(Duration.ofMillis(9));
    assertThat(limit.take("a").admitted()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(limit.take("a").admitted()).isTrue();
  }

  @Test
  void keysDoNotShareABucket() {
    rest(1);

    assertThat(admittedAtOnce("a")).isEqualTo(600);
    assertThat(admittedAtOnce("b")).isEqualTo(600);
  }

  @Test
  void oneOfThreeNodesAdmitsAThird() {
    rest(3);

    assertThat(admittedAtOnce("a")).isEqualTo(200);
    pass(Duration.ofSeconds(3));
    assertThat(admittedAtOnce("a")).isEqualTo(100);
  }

  @Test
  void changedLimitHoldsFromTheNextRequestOn() {
    rest(1);
    assertThat(admittedAtOnce("a")).isEqualTo(600);

    limit.change(60);

    assertThat(limit.perMinute()).isEqualTo(60);
    assertThat(limit.take("a").admitted()).isFalse();
    assertThat(admittedAtOnce("b")).isEqualTo(6);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("a")).isEqualTo(1);
  }

  @Test
  void limitThatIsNoneIsRefusedAndTheOldOneStays() {
    assertThatThrownBy(() -> limit.change(0)).isInstanceOf(IllegalArgumentException.class);

    assertThat(limit.perMinute()).isEqualTo(PER_MINUTE);
  }

  @Test
  void startedNodeHandsOutNoBurst() {
    beat(1);

    assertThat(admittedAtOnce("a")).as("a bucket admits at least one").isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("fresh")).isEqualTo(100);
  }

  @Test
  void nodeThatOthersMayNotHaveSeenTakesATenthOfItsShare() {
    beat(2);
    beatUntil(Duration.ofSeconds(5), 2);
    assertThat(admittedAtOnce("a")).isEqualTo(25);
    beatUntil(Duration.ofSeconds(5), 2);
    assertThat(admittedAtOnce("a")).isEqualTo(25);
    beatUntil(Duration.ofSeconds(5), 2);
    assertThat(admittedAtOnce("a")).isEqualTo(250);
  }

  @Test
  void nodeWithoutHeartbeatFallsBackToATenth() {
    rest(1);
    admittedAtOnce("a");

    pass(Duration.ofSeconds(9));
    assertThat(admittedAtOnce("a")).isEqualTo(600);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("a")).isEqualTo(60);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("a")).isEqualTo(10);
    pass(Duration.ofMinutes(10));
    assertThat(admittedAtOnce("a")).isEqualTo(60);
  }

  @Test
  void nodeThatRemainsAloneGetsTheOthersShareButNoBurst() {
    rest(2);
    assertThat(admittedAtOnce("a")).isEqualTo(300);
    beat(1);

    assertThat(admittedAtOnce("fresh")).isEqualTo(300);
    pass(Duration.ofSeconds(1));
    assertThat(admittedAtOnce("a")).isEqualTo(100);
    assertThat(admittedAtOnce("fresher")).isEqualTo(400);
  }

  @Test
  void quotaTellsWhatIsLeftAndWhenToComeBack() {
    rest(1);
    Quota first = limit.take("a");
    assertThat(first)
        .isEqualTo(new Quota("test", PER_MINUTE, true, 599, 1, first.retryInSeconds()));
    admittedAtOnce("a");

    Quota refused = limit.take("a");
    assertThat(refused).isEqualTo(new Quota("test", PER_MINUTE, false, 0, 6, 1));
  }

  @Test
  void slowLimitTellsALongWait() {
    RateLimit<String> slow = new RateLimit<>("slow", 2, share);
    rest(1);
    slow.take("a");

    assertThat(slow.take("a").retryInSeconds()).isEqualTo(30);
  }

  @Test
  void lookingTakesNothing() {
    rest(1);

    assertThat(IntStream.range(0, 1_000).allMatch(i -> limit.look("a").admitted())).isTrue();
    assertThat(admittedAtOnce("a")).isEqualTo(600);
    assertThat(limit.look("a").admitted()).isFalse();
  }

  @Test
  void chargesBeyondTheBucketAreForgivenButForOne() {
    rest(1);
    IntStream.range(0, 10_000).forEach(i -> limit.charge("a"));

    assertThat(limit.look("a").admitted()).isFalse();
    pass(Duration.ofMillis(20));
    assertThat(limit.look("a").admitted()).isTrue();
  }

  @Test
  void threadsTogetherTakeWhatOneWould() throws Exception {
    rest(1);
    var threads = Executors.newFixedThreadPool(8);
    try {
      var counts =
          threads.invokeAll(
              IntStream.range(0, 8)
                  .<java.util.concurrent.Callable<Integer>>mapToObj(i -> () -> admittedAtOnce("a"))
                  .toList());
      int sum = 0;
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
      assertThat(sum).isEqualTo(600);
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_000_001})
  void limitThatIsNoneIsRefused(int perMinute) {
    assertThatThrownBy(() -> new RateLimit<String>("x", perMinute, share))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int admittedAtOnce(String key) {
    int admitted = 0;
    while (limit.take(key).admitted()) {
      admitted++;
    }
    return admitted;
  }

  /** The node has been there for long, and buckets are full. */
  private void rest(int nodes) {
    beat(nodes);
    beatUntil(Duration.ofMinutes(2), nodes);
  }

  private void beatUntil(Duration time, int nodes) {
    for (long seconds = 0; seconds < time.toSeconds(); seconds += 5) {
      pass(Duration.ofSeconds(5));
      beat(nodes);
    }
  }

  private void beat(int nodes) {
    share.counted(clock.get(), nodes);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
