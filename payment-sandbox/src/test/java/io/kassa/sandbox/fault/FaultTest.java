package io.kassa.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 39, 59, 79, 99, 1_999, 100, 80})
  void otherDigitsAreOrdinary(long amountMinor) {
    assertThat(Fault.scripted(amountMinor)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "40, NONE, false",
    "60, NONE, true",
    "141, SLOW, false",
    "12361, SLOW, true",
    "58, PAYER_DECLINES, false",
    "78, PAYER_DECLINES, true"
  })
  void lastTwoDigitsSayWhatBefallsAnOrder(long amountMinor, Fault fault, boolean payerActs) {
    assertThat(Fault.scripted(amountMinor)).contains(new Script(fault, payerActs));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultHasItsOwnDigits(Fault fault) {
    assertThat(Fault.scripted(Fault.BY_HAND + fault.number()))
        .isEqualTo(Optional.of(new Script(fault, false)));
    assertThat(Fault.scripted(Fault.BY_ITSELF + fault.number()))
        .isEqualTo(Optional.of(new Script(fault, true)));
  }

  @Test
  void faultOfAnAnswerStrikesTheFirstCallOnlyAndADeclineEveryOne() {
    Faults faults = new Faults();
    Target slow = new Target("slow", 141, "");
    Target declined = new Target("declined", 148, "");

    assertThat(faults.strike(Call.CREATE, slow)).isEqualTo(Fault.SLOW);
    assertThat(faults.strike(Call.CREATE, slow)).isEqualTo(Fault.NONE);
    assertThat(faults.strike(Call.CREATE, declined)).isEqualTo(Fault.DECLINE);
    assertThat(faults.strike(Call.CREATE, declined)).isEqualTo(Fault.DECLINE);
  }

  @Test
  void sameSeedStrikesTheSameOrdersInWhateverSequence() {
    RandomFaults random = new RandomFaults(42, 0.2);
    String[] marks = new String[1_000];
    Arrays.setAll(marks, at -> "order " + at);

    long struck =
        Arrays.stream(marks)
            .filter(mark -> random.draw(mark, Fault.ofOrders()) != Fault.NONE)
            .count();
    long again =
        Arrays.stream(marks)
            .parallel()
            .filter(mark -> random.draw(mark, Fault.ofOrders()) != Fault.NONE)
            .count();

    assertThat(struck).isEqualTo(again).isBetween(150L, 250L);
  }

  @Test
  void anotherSeedStrikesOtherOrders() {
    assertThat(drawn(new RandomFaults(42, 0.2))).isNotEqualTo(drawn(new RandomFaults(43, 0.2)));
  }

  private static List<Fault> drawn(RandomFaults random) {
    return IntStream.range(0, 100)
        .mapToObj(at -> random.draw("order " + at, Fault.ofOrders()))
        .toList();
  }

  @Test
  void noFaultIsDrawnAtRateZeroAndAlwaysOneAtRateOne() {
    assertThat(new RandomFaults(1, 0).draw("x", Fault.ofAnyCall())).isEqualTo(Fault.NONE);
    assertThat(new RandomFaults(1, 1).draw("x", Fault.ofAnyCall())).isNotEqualTo(Fault.NONE);
  }
}
