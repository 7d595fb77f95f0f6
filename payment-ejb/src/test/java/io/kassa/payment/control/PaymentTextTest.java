package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.money.Money;
import io.kassa.payment.entity.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaymentTextTest {
  private static final long SEED = 20_261_123;

  @Test
  void nothingIsStoredForNothing() {
    assertThat(PaymentText.ofMetadata(Map.of())).isNull();
    assertThat(PaymentText.ofLines(List.of())).isNull();
    assertThat(PaymentText.metadata(null)).isEmpty();
    assertThat(PaymentText.lines(null)).isEmpty();
  }

  @Test
  void metadataComesBackAsItWent() {
    Map<String, String> metadata =
        Map.of("table", "12", "note", "\"quoted\" \\ and\nbroken", "茶", "🍵", "empty", "");

    assertThat(PaymentText.metadata(PaymentText.ofMetadata(metadata))).isEqualTo(metadata);
  }

  @Test
  void sameMetadataIsTheSameTextWhateverItsOrder() {
    Map<String, String> oneWay = new LinkedHashMap<>();
    oneWay.put("a", "1");
    oneWay.put("b", "2");
    Map<String, String> otherWay = new LinkedHashMap<>();
    otherWay.put("b", "2");
    otherWay.put("a", "1");

    assertThat(PaymentText.ofMetadata(oneWay))
        .isEqualTo(PaymentText.ofMetadata(otherWay))
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void linesKeepTheirLimits() {
    List<OrderLine> lines =
        List.of(
            new OrderLine("Tea \"green\" 茶", 1, 0, new BigDecimal("0")),
            new OrderLine("Pot", 1_000_000, Money.MAX_AMOUNT_MINOR, new BigDecimal("100")),
            new OrderLine("Cup", Integer.MAX_VALUE, Long.MAX_VALUE, new BigDecimal("13.00")));

    assertThat(PaymentText.lines(PaymentText.ofLines(lines))).isEqualTo(lines);
  }

  @Test
  void anyLinesComeBackInTheirOrder() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<OrderLine> lines = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(20); i++) {
        lines.add(
            new OrderLine(
                text(random),
                1 + random.nextInt(1_000_000),
                random.nextLong(Money.MAX_AMOUNT_MINOR + 1),
                BigDecimal.valueOf(random.nextInt(10_001), random.nextInt(3))));
      }

      assertThat(PaymentText.lines(PaymentText.ofLines(lines)))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(lines);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(20); i++) {
      // no surrogates alone: they are refused at the door
      text.appendCodePoint(1 + random.nextInt(0xd7ff));
    }
    return text.toString();
  }
}
