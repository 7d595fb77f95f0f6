package io.kassa.sandbox.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");
  private static final Instant DEADLINE = NOW.plusSeconds(60);

  private final Numbers numbers = new Numbers(Clock.fixed(NOW, ZoneOffset.UTC));
  private final Order order = new Order(terms(), "code", NOW, numbers);

  private static Terms terms() {
    return new Terms(
        new OrderKey(Provider.ALIPAY, "app", "number"),
        "app",
        Scene.NATIVE,
        1_000,
        "CNY",
        "tea",
        "",
        "",
        "",
        Optional.empty(),
        Optional.of(DEADLINE),
        JsonObject.EMPTY_JSON_OBJECT);
  }

  private static RefundRequest refund(String number, long amountMinor) {
    return new RefundRequest(number, amountMinor, "", "");
  }

  private boolean pays() {
    try {
      order.pay(NOW, "payer");
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void hundredPayersAtOnceAreChargedOnce() {
    long paid = IntStream.range(0, 100).parallel().filter(at -> pays()).count();

    assertThat(paid).isEqualTo(1);
    assertThat(order.charges()).hasSize(1);
  }

  @Test
  void sameRefundAtOnceIsMadeOnce() {
    order.pay(NOW, "payer");

    long made =
        IntStream.range(0, 100)
            .parallel()
            .filter(at -> order.refund(refund("r", 600), NOW).isNew())
            .count();

    assertThat(made).isEqualTo(1);
    assertThat(order.refundedMinor()).isEqualTo(600);
  }

  @Test
  void orderIsPayableUntilItsDeadlineAndNotAtIt() {
    order.open(DEADLINE.minusNanos(1));

    assertThatThrownBy(() -> order.pay(DEADLINE, "payer"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LATE));
  }

  @Test
  void numberOfTheProviderComesWithTheFirstLookAndStays() {
    assertThat(order.transactionId()).isEmpty();
    order.open(NOW);
    Optional<String> first = order.transactionId();

    order.pay(NOW, "payer");

    assertThat(first).isPresent().isEqualTo(order.transactionId());
  }

  @Test
  void failedRefundGivesItsAmountFreeAgain() {
    order.pay(NOW, "payer");
    order.refund(refund("r1", 1_000), NOW);

    order.settle("r1", RefundState.FAILED, NOW);

    assertThat(order.refund(refund("r2", 1_000), NOW).isNew()).isTrue();
    assertThat(order.settle("r1", RefundState.SUCCEEDED, NOW).state())
        .isEqualTo(RefundState.FAILED);
  }

  @Test
  void fiftyRefundsAreTheMost() {
    order.pay(NOW, "payer");
    IntStream.range(0, 50).forEach(at -> order.refund(refund("r" + at, 1), NOW));

    assertThatThrownBy(() -> order.refund(refund("one more", 1), NOW))
        .hasMessage("TOO_MANY_REFUNDS");
  }
}
