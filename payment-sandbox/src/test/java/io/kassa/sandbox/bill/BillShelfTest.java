package io.kassa.sandbox.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BillShelfTest {

  private static final class Watch extends Clock {
    private Instant now = Instant.parse("2026-11-25T04:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Watch watch = new Watch();
  private final BillShelf shelf = new BillShelf(watch);

  @Test
  void fileCanBeTakenForThirtySeconds() {
    String token = shelf.put(new byte[] {1, 2});

    watch.now = watch.now.plus(Duration.ofMillis(29_999));
    assertThat(shelf.take(token))
        .hasValueSatisfying(file -> assertThat(file).containsExactly(1, 2));
    watch.now = watch.now.plusMillis(1);
    assertThat(shelf.take(token)).isEmpty();
  }

  @Test
  void unknownTokenOpensNothing() {
    assertThat(shelf.take("unknown")).isEmpty();
  }
}
