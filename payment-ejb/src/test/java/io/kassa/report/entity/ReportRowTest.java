package io.kassa.report.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.report.entity.ReportRow.ConfirmTimes;
import io.kassa.report.entity.ReportRow.Ends;
import org.junit.jupiter.api.Test;

class ReportRowTest {
  @Test
  void successIsAShareOfWhatEnded() {
    assertThat(new Ends(3, 0, 1, 9, 0).successPpm()).isEqualTo(750_000);
    assertThat(new Ends(1, 1, 1, 0, 0).successPpm()).isEqualTo(333_333);
    assertThat(new Ends(5, 0, 0, 0, 0).successPpm()).isEqualTo(1_000_000);
  }

  @Test
  void successOfNothingIsNoShare() {
    assertThat(new Ends(0, 0, 0, 4, 0).successPpm()).isNull();
  }

  @Test
  void expiryTakenBackBeforeItIsCountedMakesNoShareAboveTheWhole() {
    assertThat(new Ends(2, 0, -1, 0, 0).successPpm()).isEqualTo(1_000_000);
    assertThat(new Ends(0, 0, -1, 0, 0).successPpm()).isNull();
  }

  @Test
  void timesAreTheUpperEndsOfTheirBuckets() {
    assertThat(ConfirmTimes.ofBuckets(0, 25, 37)).isEqualTo(new ConfirmTimes(2, 115, 1_021));
  }
}
