package io.kassa.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 119, 120})
  void monthsAreNoneOrEnoughForThirtyDays(int months) {
    assertThatCode(() -> Archive.requireSensible(months)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 121})
  void otherMonthsAreRefusedByName(int months) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Archive.requireSensible(months))
        .withMessageContaining("kassa.archive.eventMonths");
  }
}
