package io.kassa.reconciliation.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillDayTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-25T01:59:59.999Z, 2026-11-23",
    "2026-11-25T02:00:00Z, 2026-11-24",
    "2026-11-25T16:00:00Z, 2026-11-24",
    "2026-11-26T01:59:59Z, 2026-11-24",
    "2026-11-26T02:00:00Z, 2026-11-25"
  })
  void dayIsDueFromTenOClockOfTheNextDayInBeijing(Instant now, LocalDate day) {
    assertThat(BillDay.lastDue(now).date()).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-24T15:59:59Z, 2026-11-24", "2026-11-24T16:00:00Z, 2026-11-25"})
  void todayIsTheDayInChina(Instant now, LocalDate day) {
    assertThat(BillDay.today(now)).isEqualTo(day);
  }

  @Test
  void daysFollowEachOtherWithoutAGap() {
    BillDay day = new BillDay(LocalDate.of(2026, 11, 24));

    assertThat(day.begin()).isEqualTo("2026-11-23T15:45:00Z");
    assertThat(day.end()).isEqualTo(new BillDay(LocalDate.of(2026, 11, 25)).begin());
  }
}
