package io.kassa.web.json;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A request with a component of every kind that a body may hold. */
record SampleOrder(
    @NotNull @Size(min = 1, max = 64) String orderId,
    @Positive long amount,
    Long limit,
    int count,
    Integer retries,
    Boolean urgent,
    BigDecimal taxRate,
    UUID accountId,
    Scene scene,
    @Valid Buyer buyer,
    @Valid List<Line> lines,
    List<@Size(max = 3) String> tags,
    Map<@Size(max = 5) String, @Size(max = 3) String> metadata) {

  enum Scene {
    NATIVE,
    APP
  }

  record Buyer(@NotNull String name, Buyer parent) {}

  record Line(@NotNull String description, int quantity, @Positive Long unitAmount) {
    Line {
      if (quantity < 0) {
        throw new IllegalArgumentException("secret " + quantity);
      }
    }
  }
}
