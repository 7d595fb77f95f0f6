package io.kassa.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.access.IpAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LockoutsTest {
  private static final IpAddress HERE = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress THERE = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final Duration LOCK = Duration.ofMinutes(30);

  private final AtomicLong clock = new AtomicLong(7);
  private final Lockouts lockouts = new Lockouts(10, LOCK, clock::get);

  @Test
  void tenthFailureInARowLocksAndOnlyThatTellsSo() {
    assertThat(IntStream.range(0, 9).anyMatch(i -> fail())).isFalse();
    assertThat(lockouts.locked("ann", HERE)).isFalse();

    assertThat(fail()).isTrue();
    assertThat(lockouts.locked("ann", HERE)).isTrue();
    assertThat(fail()).as("once per lock").isFalse();
  }

  @Test
  void otherNamesAndOtherAddressesAreNotLocked() {
    lock();

    assertThat(lockouts.locked("bob", HERE)).isFalse();
    assertThat(lockouts.locked("ann", THERE)).isFalse();
  }

  @Test
  void successStartsTheCountAnew() {
    IntStream.range(0, 9).forEach(i -> fail());
    lockouts.succeeded("ann", HERE);

    assertThat(IntStream.range(0, 9).anyMatch(i -> fail())).isFalse();
    assertThat(fail()).isTrue();
  }

  @Test
  void lockEndsAfterItsTimeHoweverOftenItIsTried() {
    lock();
    clock.addAndGet(LOCK.toNanos() - 1);
    fail();
    assertThat(lockouts.locked("ann", HERE)).isTrue();

    clock.addAndGet(1);
    assertThat(lockouts.locked("ann", HERE)).isFalse();
    assertThat(IntStream.range(0, 9).anyMatch(i -> fail())).isFalse();
    assertThat(fail()).as("a lock of its own").isTrue();
  }

  @Test
  void lockOutAfterNoFailureOrForNoTimeIsRefused() {
    assertThatThrownBy(() -> new Lockouts(0, LOCK, clock::get))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Lockouts(1, Duration.ZERO, clock::get))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void lock() {
    IntStream.range(0, 10).forEach(i -> fail());
  }

  private boolean fail() {
    return lockouts.failed("ann", HERE);
  }
}
