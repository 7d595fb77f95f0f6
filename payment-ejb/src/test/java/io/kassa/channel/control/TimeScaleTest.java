package io.kassa.channel.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {
  @Test
  void onlyTestMerchantsWaitShorter() {
    TimeScale scale = new TimeScale(0.1);

    assertThat(scale.scaled(Duration.ofSeconds(60), true)).isEqualTo(Duration.ofSeconds(6));
    assertThat(scale.scaled(Duration.ofSeconds(60), false)).isEqualTo(Duration.ofSeconds(60));
    assertThat(scale.factor(true)).isEqualTo(0.1);
    assertThat(scale.factor(false)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void scaleOutOfBoundsIsRefused(double scale) {
    assertThatThrownBy(() -> new TimeScale(scale)).hasMessageContaining("kassa.test.timeScale");
  }
}
