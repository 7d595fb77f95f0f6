package io.kassa.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RushTest {
  private final Rush rush = new Rush();

  @Test
  void fewAnswersAreNoRush() {
    answer(Rush.REQUESTS - 1);

    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void manyAnswersAreOneUntilASecondHasPassed() throws InterruptedException {
    answer(Rush.REQUESTS);
    assertThat(rush.isOn()).isTrue();

    TimeUnit.MILLISECONDS.sleep(1_010);
    assertThat(rush.isOn()).isFalse();

    answer(Rush.REQUESTS - 1);
    assertThat(rush.isOn()).isFalse();
    answer(1);
    assertThat(rush.isOn()).isTrue();
  }

  private void answer(int times) {
    for (int i = 0; i < times; i++) {
      rush.answered();
    }
  }
}
