package io.kassa.web.contract;

import static io.kassa.web.contract.Contract.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.web.contract.Contract.Operation;
import jakarta.validation.constraints.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each body's schema says what the reader and the constraints take: no more and no less. */
class RequestContractTest {
  /** Words for people, and a default, which the record does not know. */
  private static final Set<String> FREE = Set.of("description", "default");

  private final Contract contract = Contract.published();

  @Test
  void bodiesHaveTheFieldsTypesAndLimitsOfTheirRecords() {
    int compared = 0;
    for (Route route : Route.all()) {
      if (route.body().isPresent()) {
        assertThat(normal(documented(route)))
            .as(route.toString())
            .isEqualTo(normal(RequestSchema.of(route.body().get())));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  @Test
  void constraintThatTheContractCannotSpellIsNoticed() {
    assertThatThrownBy(() -> RequestSchema.of(Tomorrow.class))
        .hasMessageContaining("say here how the contract spells");
  }

  record Tomorrow(@Future Instant at) {}

  private Object documented(Route route) {
    Operation operation =
        contract.operations().stream()
            .filter(o -> o.toString().equals(route.toString()))
            .findFirst()
            .orElseThrow();
    Map<String, Object> body = contract.resolve(operation.about().get("requestBody"));
    return map(map(body.get("content")).get("application/json")).get("schema");
  }

  /** With references resolved, names in order, numbers by value and without free words. */
  private Object normal(Object node) {
    if (node instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (node instanceof List<?> elements) {
      return elements.stream().map(this::normal).toList();
    }
    if (!(node instanceof Map)) {
      return node;
    }
    Map<String, Object> resolved = contract.resolve(node);
    boolean schema = resolved.get("type") instanceof String || resolved.containsKey("pattern");
    Map<String, Object> normal = new TreeMap<>();
    resolved.forEach(
        (name, value) -> {
          if (name.equals("required")) {
            normal.put(name, ((List<?>) value).stream().map(Object::toString).sorted().toList());
          } else if (!(schema && FREE.contains(name))) {
            normal.put(name, normal(value));
          }
        });
    return normal;
  }
}
