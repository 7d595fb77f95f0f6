package io.kassa.web.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
  private final AnswerJson json = new AnswerJson();

  /** Names in no order of the alphabet; public, as the views are. */
  public record Answer(
      UUID id,
      String orderId,
      long amount,
      Status status,
      Instant createdAt,
      Instant confirmedAt,
      Optional<String> channel,
      BigDecimal rate,
      boolean test,
      Map<String, String> metadata,
      List<Line> lines,
      Links links) {}

  public record Line(String zebra, int apple, Instant at) {}

  public record Links(String self, String invoice) {}

  public enum Status {
    SUCCEEDED
  }

  @Test
  void membersStandInTheOrderOfTheRecordAndAbsentOnesAreLeftOut() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("z", "1");
    metadata.put("a", "2");
    Answer answer =
        new Answer(
            UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
            "o-1",
            100,
            Status.SUCCEEDED,
            Instant.parse("2026-11-23T09:00:00.123456Z"),
            null,
            Optional.empty(),
            new BigDecimal("0.060"),
            true,
            metadata,
            List.of(new Line("z", 1, Instant.parse("2026-11-23T09:00:00Z"))),
            new Links("/payments/1", null));
    assertThat(json.text(answer))
        .isEqualTo(
            "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"orderId\":\"o-1\",\"amount\":100,"
                + "\"status\":\"SUCCEEDED\",\"createdAt\":\"2026-11-23T09:00:00.123456Z\","
                + "\"rate\":0.060,\"test\":true,\"metadata\":{\"z\":\"1\",\"a\":\"2\"},"
                + "\"lines\":[{\"zebra\":\"z\",\"apple\":1,\"at\":\"2026-11-23T09:00:00Z\"}],"
                + "\"links\":{\"self\":\"/payments/1\"}}");
  }
}
