package io.kassa.web.contract;

import static io.kassa.web.contract.Contract.list;
import static io.kassa.web.contract.Contract.map;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.web.contract.Contract.Operation;
import io.kassa.web.platform.PageLimit;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each resource method is in the contract as it is, and the contract has no other. */
class RouteContractTest {
  /** Answers whose code a channel decides: "operationId status". */
  private static final Set<String> OF_PROVIDERS =
      Set.of("receiveNotification 200", "receiveNotification 204");

  private final Contract contract = Contract.published();
  private final Map<String, Operation> operations =
      contract.operations().stream().collect(toMap(Operation::toString, o -> o));
  private final Map<String, List<Route>> routes =
      Route.all().stream().collect(groupingBy(Route::toString));

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() {
    assertThat(routes).hasSizeGreaterThan(10);
    assertThat(operations.keySet()).containsExactlyInAnyOrderElementsOf(routes.keySet());
  }

  @Test
  void parametersHaveTheNamesAndTypesOfTheCode() {
    operations.forEach(
        (name, operation) -> {
          for (Route route : routes.getOrDefault(name, List.of())) {
            Map<String, Object> known = parameters(route);
            assertThat(documented(operation, known)).as(name).isEqualTo(known);
          }
        });
  }

  private Map<String, Object> documented(Operation operation, Map<String, Object> known) {
    Map<String, Object> documented = new TreeMap<>();
    for (Object parameter : list(operation.about().get("parameters"))) {
      Map<String, Object> about = contract.resolve(parameter);
      String name = about.get("in") + " " + about.get("name");
      if (!about.get("in").equals("header")) {
        Map<String, Object> schema = new HashMap<>(contract.resolve(about.get("schema")));
        // free words, and limits that a method checks in its body
        List.of("description", "minimum", "maximum", "default").forEach(schema::remove);
        if (Map.of("type", "string").equals(known.get(name))) {
          // the contract may say which texts name anything
          schema.remove("enum");
          schema.remove("pattern");
        }
        documented.put(name, schema);
        assertThat(about.getOrDefault("required", false))
            .as("%s %s", operation, name)
            .isEqualTo(about.get("in").equals("path"));
      }
    }
    return documented;
  }

  private static Map<String, Object> parameters(Route route) {
    Map<String, Object> known = new TreeMap<>();
    for (Parameter parameter : route.parameters()) {
      Route.annotation(parameter, PathParam.class)
          .ifPresent(path -> known.put("path " + path.value(), schema(parameter.getType())));
      Route.annotation(parameter, QueryParam.class)
          .ifPresent(query -> known.put("query " + query.value(), schema(parameter.getType())));
    }
    return known;
  }

  private static Map<String, Object> schema(Class<?> type) {
    if (type == String.class) {
      return Map.of("type", "string");
    }
    if (type == UUID.class) {
      return Map.of("type", "string", "format", "uuid");
    }
    if (type == Instant.class) {
      return Map.of("type", "string", "format", "date-time");
    }
    if (type == LocalDate.class) {
      return Map.of("type", "string", "format", "date");
    }
    if (type == int.class || type == Integer.class || type == PageLimit.class) {
      return Map.of("type", "integer", "format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return Map.of("type", "integer", "format", "int64");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type.isEnum()) {
      List<String> names =
          Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
      return Map.of("type", "string", "enum", names);
    }
    throw new IllegalStateException("say here how the contract spells " + type);
  }

  @Test
  void pageLimitHasTheLimitsOfTheCode() {
    Map<String, Object> limit =
        contract.resolve(
            contract.resolve(Map.of("$ref", "#/components/parameters/limit")).get("schema"));
    assertThat(limit)
        .containsEntry("minimum", 1)
        .containsEntry("maximum", PageLimit.MAX)
        .containsEntry("default", Integer.valueOf(PageLimit.DEFAULT));
  }

  @Test
  void bodiesAreJsonWhereTheCodeReadsOneAndNowhereElse() {
    operations.forEach(
        (name, operation) -> {
          boolean reads =
              routes.getOrDefault(name, List.of()).stream()
                  .anyMatch(route -> route.body().isPresent());
          Object body = operation.about().get("requestBody");
          assertThat(body != null).as(name).isEqualTo(reads);
          if (body != null) {
            assertThat(contract.resolve(body).get("required")).as(name).isEqualTo(true);
            assertThat(map(contract.resolve(body).get("content")).keySet())
                .as(name)
                .containsExactly("application/json");
          }
        });
  }

  @Test
  void answersHaveTheMediaTypesOfTheCode() {
    operations.forEach(
        (name, operation) -> {
          Set<String> documented = new TreeSet<>();
          successes(operation)
              .forEach(
                  status ->
                      documented.addAll(
                          map(contract
                                  .resolve(operation.responses().get(status.toString()))
                                  .getOrDefault("content", Map.of()))
                              .keySet()));
          Set<String> produced = new TreeSet<>();
          routes.getOrDefault(name, List.of()).forEach(r -> produced.addAll(r.produces()));
          if (!documented.isEmpty()) {
            assertThat(documented).as(name).isEqualTo(produced);
          }
        });
  }

  @Test
  void successesHaveTheCodesOfTheCode() {
    operations.forEach(
        (name, operation) -> {
          Set<Integer> answered = new TreeSet<>();
          routes.getOrDefault(name, List.of()).forEach(r -> answered.addAll(r.successes()));
          Set<Integer> documented = new TreeSet<>(successes(operation));
          documented.removeIf(status -> OF_PROVIDERS.contains(operation.id() + " " + status));
          answered.removeIf(status -> OF_PROVIDERS.contains(operation.id() + " " + status));
          assertThat(documented).as(name).isEqualTo(answered);
        });
  }

  private static Set<Integer> successes(Operation operation) {
    Set<Integer> codes = new TreeSet<>();
    operation.responses().keySet().stream()
        .map(Integer::valueOf)
        .filter(status -> status < 300)
        .forEach(codes::add);
    return codes;
  }
}
