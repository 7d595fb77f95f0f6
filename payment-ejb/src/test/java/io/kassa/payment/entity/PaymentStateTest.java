package io.kassa.payment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentStateTest {
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          from                  | REQUIRES_CONFIRMATION | PROCESSING | SUCCEEDED | CANCELED | EXPIRED
          REQUIRES_CONFIRMATION | no                    | yes        | yes       | yes      | yes
          PROCESSING            | yes                   | no         | yes       | yes      | yes
          SUCCEEDED             | no                    | no         | no        | no       | no
          CANCELED              | no                    | no         | no        | no       | no
          EXPIRED               | no                    | no         | yes       | no       | no
          """)
  void stateMayBeFollowedByExactlyThese(
      PaymentState from,
      String requiresConfirmation,
      String processing,
      String succeeded,
      String canceled,
      String expired) {
    Set<PaymentState> expected = EnumSet.noneOf(PaymentState.class);
    addIf(requiresConfirmation, PaymentState.REQUIRES_CONFIRMATION, expected);
    addIf(processing, PaymentState.PROCESSING, expected);
    addIf(succeeded, PaymentState.SUCCEEDED, expected);
    addIf(canceled, PaymentState.CANCELED, expected);
    addIf(expired, PaymentState.EXPIRED, expected);

    assertThat(from.successors()).isEqualTo(expected);
  }

  @Test
  void tableAboveNamesEveryState() {
    assertThat(PaymentState.values()).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = PaymentState.class,
      names = {"SUCCEEDED", "CANCELED", "EXPIRED"})
  void nobodyWaitsForAnEndedPayment(PaymentState state) {
    assertThat(state.isFinal()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = PaymentState.class,
      names = {"SUCCEEDED", "CANCELED", "EXPIRED"},
      mode = EnumSource.Mode.EXCLUDE)
  void openPaymentIsWorthWaitingFor(PaymentState state) {
    assertThat(state.isFinal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, true",
    "SUCCEEDED, false",
    "DECLINED, false",
    "UNKNOWN, true",
    "CLOSED, false"
  })
  void channelMayStillReportMoneyForAnOpenAttemptOnly(AttemptState state, boolean open) {
    assertThat(state.isOpen()).isEqualTo(open);
  }

  @Test
  void tableOfAttemptsNamesEveryState() {
    assertThat(AttemptState.values()).hasSize(5);
  }

  private static void addIf(String answer, PaymentState state, Set<PaymentState> states) {
    assertThat(answer).isIn("yes", "no");
    if (answer.equals("yes")) {
      states.add(state);
    }
  }
}
