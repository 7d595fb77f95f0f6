package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final long MILLION = 1_000_000;

  @Test
  void requestThatBeginsInTimeEndsInTime() {
    assertThat(Deadline.LATEST_BEGINNING.plusSeconds(10).toSeconds())
        .isLessThan(Channel.LONGEST_CALL_SECONDS);
    assertThat(AlipayClient.RETRY_MILLIS).isLessThan(Deadline.LATEST_BEGINNING.toMillis());
  }

  @Test
  void nothingBeginsLate() {
    AtomicLong nanos = new AtomicLong(-5);
    Deadline deadline = Deadline.begin(nanos::get);

    assertThat(deadline.allowsAnother()).isTrue();
    nanos.addAndGet(4_500 * MILLION);
    assertThat(deadline.allowsAnother()).isTrue();
    nanos.addAndGet(1);
    assertThat(deadline.allowsAnother()).isFalse();
  }
}
