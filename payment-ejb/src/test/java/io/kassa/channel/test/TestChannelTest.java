package io.kassa.channel.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.failure.PaymentException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestChannelTest {
  private static final Instant CREATED = Instant.parse("2026-11-25T10:00:00Z");
  private static final UUID ID = UUID.fromString("01a207c8-0a61-7a32-8eb3-8e21efc8c5aa");

  private final TestChannel channel = at(CREATED);

  @ParameterizedTest
  @CsvSource({
    "1200, Paid,     Paid,    Paid",
    "1289, Paid,     Paid,    Paid",
    "1290, Declined, Declined, Closed",
    "1291, Unknown,  Paid,    Paid",
    "1292, Unknown,  Absent,  Closed",
    "1293, Pending,  Paid,    Paid",
    "1294, Pending,  Pending, Closed",
    "1295, Pending,  Unknown, Closed",
    "1296, Paid,     Paid,    Paid",
    "90,   Declined, Declined, Closed",
    "99,   Paid,     Paid,    Paid",
  })
  void amountDecides(long amount, String started, String asked, String closed) {
    ChannelSettings settings = settings(true, Map.of());
    assertThat(word(channel.start(settings, order(amount)))).isEqualTo(started);
    assertThat(word(channel.query(settings, order(amount)))).isEqualTo(asked);
    assertThat(word(channel.close(settings, order(amount)))).isEqualTo(closed);
  }

  @Test
  void payerPaysAfterTheDelayAndNotBefore() {
    ChannelSettings settings = settings(true, Map.of("delayMillis", "1000"));

    assertThat(word(channel.query(settings, order(1_293)))).isEqualTo("Pending");
    assertThat(word(at(CREATED.plusSeconds(4)).query(settings, order(1_293)))).isEqualTo("Paid");
  }

  @Test
  void sameOrderIsPaidUnderTheSameNumber() {
    ChannelSettings settings = settings(true, Map.of());
    Paid first = (Paid) channel.start(settings, order(1_200)).toCompletableFuture().join();
    Paid again = (Paid) channel.query(settings, order(1_200)).toCompletableFuture().join();

    assertThat(again.transactionId()).isEqualTo(first.transactionId());
    assertThat(first.amountMinor()).isEqualTo(1_200);
    assertThat(first.currency()).isEqualTo("CNY");
  }

  @Test
  void delaysSpreadAroundTheMedian() {
    ChannelSettings settings = settings(true, Map.of("delayMillis", "1000"));
    Instant median = CREATED.plus(Duration.ofSeconds(1));
    long paid =
        LongStream.range(0, 1_000)
            .mapToObj(i -> order(new UUID(i, i * 31), 1_293))
            .filter(order -> word(at(median).query(settings, order)).equals("Paid"))
            .count();

    assertThat(paid).isBetween(400L, 600L);
  }

  @Test
  void liveMerchantIsRefused() {
    ChannelSettings live = settings(false, Map.of());

    assertThatThrownBy(() -> channel.check(live)).isInstanceOf(PaymentException.class);
    assertThatThrownBy(() -> channel.start(live, order(1_200)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> channel.query(live, order(1_200)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10001", "1.5", "x", "", "999999"})
  void delayOutOfBoundsIsRefusedByName(String delay) {
    ChannelSettings settings = settings(true, Map.of("delayMillis", delay));

    assertThatThrownBy(() -> channel.check(settings))
        .isInstanceOfSatisfying(
            PaymentException.class,
            refusal -> assertThat(refusal.getMessage()).startsWith("settings.delayMillis"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10000"})
  void delayAtTheBoundsIsTaken(String delay) {
    channel.check(settings(true, Map.of("delayMillis", delay)));
  }

  private static String word(CompletionStage<ChannelOutcome> outcome) {
    return outcome.toCompletableFuture().join().getClass().getSimpleName();
  }

  private static TestChannel at(Instant now) {
    return new TestChannel(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static ChannelSettings settings(boolean test, Map<String, String> values) {
    return new ChannelSettings(ID, 1, test, values, URI.create("http://localhost/n"));
  }

  private static ChannelOrder order(long amount) {
    return order(ID, amount);
  }

  private static ChannelOrder order(UUID id, long amount) {
    return new ChannelOrder(
        id,
        amount,
        "CNY",
        "tea",
        Scene.NATIVE,
        null,
        null,
        CREATED,
        CREATED.plusSeconds(900),
        null);
  }
}
