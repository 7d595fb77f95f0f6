package io.kassa.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorDoorTest {
  @ParameterizedTest
  @CsvSource({"0, 8080, true", "0, 8182, true", "8182, 8182, true", "8182, 8080, false"})
  void operatorsComeInByTheirOwnPortIfOneIsSet(int operatorPort, int localPort, boolean opens) {
    assertThat(OperatorDoor.opens(operatorPort, localPort)).isEqualTo(opens);
  }
}
