package io.kassa.web.contract;

import static io.kassa.web.contract.Contract.list;
import static io.kassa.web.contract.Contract.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.web.contract.Contract.Operation;
import io.kassa.web.problem.Problem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a client's author needs of every call: a name, a proof, examples that are true, errors. */
class ContractQualityTest {
  private final Contract contract = Contract.published();
  private final Schemas schemas = new Schemas(contract);

  @Test
  void contractIsValidOpenApi() {
    var parsed = new OpenAPIV3Parser().readContents(Contract.text(), null, null);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(10);
  }

  @Test
  void validatorRefusesWhatIsNoOpenApi() {
    String broken = Contract.text().replace("      operationId: createPayment", "      opid: x");
    assertThat(new OpenAPIV3Parser().readContents(broken, null, null).getMessages()).isNotEmpty();
  }

  @Test
  void everyOperationHasItsOwnIdAndSaysWhoMayCall() {
    Set<String> ids = new HashSet<>();
    for (Operation operation : contract.operations()) {
      assertThat(operation.id()).as(operation.toString()).isNotBlank();
      assertThat(ids.add(operation.id())).as("%s is its own", operation.id()).isTrue();
      assertThat(operation.about()).containsKeys("security", "summary", "description", "tags");
    }
  }

  @Test
  void everyOperationHasTheProblemsThatItCanAnswer() {
    for (Operation operation : contract.operations()) {
      Set<String> expected = new TreeSet<>(Set.of("400", "405", "406", "429", "500", "503"));
      if (!list(operation.about().get("security")).isEmpty()) {
        expected.addAll(Set.of("401", "403"));
      }
      if (operation.path().contains("{")) {
        expected.add("404");
      }
      if (operation.about().containsKey("requestBody")) {
        expected.addAll(Set.of("413", "415"));
      }
      assertThat(operation.responses().keySet()).as(operation.toString()).containsAll(expected);
    }
  }

  @Test
  void everyRefusalIsAProblemWithExamplesOfItsStatus() {
    for (Operation operation : contract.operations()) {
      operation
          .responses()
          .forEach(
              (status, response) -> {
                if (Integer.parseInt(status) >= 400) {
                  String name = operation + " " + status;
                  Map<String, Object> content = map(contract.resolve(response).get("content"));
                  assertThat(content.keySet()).as(name).containsExactly(Problem.MEDIA_TYPE);
                  Map<String, Object> media = map(content.get(Problem.MEDIA_TYPE));
                  assertThat(media.get("schema"))
                      .isEqualTo(Map.of("$ref", "#/components/schemas/Problem"));
                  examples(media)
                      .forEach(
                          (title, value) ->
                              assertThat(map(value).get("status").toString())
                                  .as(name + " " + title)
                                  .isEqualTo(status));
                }
              });
    }
  }

  @Test
  void everyBodyAndAnswerHasExamplesAndTheyAreTrue() {
    int[] judged = {0};
    everyMediaType(
        (name, media) -> {
          Map<String, Object> examples = examples(media);
          assertThat(examples).as(name).isNotEmpty();
          examples.forEach(
              (title, value) -> {
                judged[0]++;
                assertThat(schemas.flaws(media.get("schema"), value))
                    .as(name + " " + title)
                    .isEmpty();
              });
        });
    assertThat(judged[0]).isGreaterThan(100);
  }

  @Test
  void validatorRefusesAnExampleThatIsNotTrue() {
    Object account = Map.of("$ref", "#/components/schemas/CreateAccount");
    assertThat(schemas.flaws(account, Map.of("customerId", "c", "currency", "CNY"))).isEmpty();
    assertThat(schemas.flaws(account, Map.of("customerId", "c", "currency", "cny"))).hasSize(1);
    assertThat(schemas.flaws(account, Map.of("customerId", "", "currency", "CNY", "x", 1)))
        .hasSize(3);
    Object created = Map.of("$ref", "#/components/schemas/CreatedPayment");
    assertThat(schemas.flaws(created, Map.of("colour", "red")))
        .anyMatch(flaw -> flaw.contains("colour"))
        .anyMatch(flaw -> flaw.contains("amountRefunded"));
  }

  private void everyMediaType(BiConsumer<String, Map<String, Object>> judge) {
    for (Operation operation : contract.operations()) {
      if (operation.about().containsKey("requestBody")) {
        map(contract.resolve(operation.about().get("requestBody")).get("content"))
            .forEach((type, media) -> judge.accept(operation + " " + type, map(media)));
      }
      operation
          .responses()
          .forEach(
              (status, response) ->
                  map(contract.resolve(response).getOrDefault("content", Map.of()))
                      .forEach(
                          (type, media) ->
                              judge.accept(operation + " " + status + " " + type, map(media))));
    }
  }

  private Map<String, Object> examples(Map<String, Object> media) {
    Map<String, Object> values = new java.util.TreeMap<>();
    map(media.getOrDefault("examples", Map.of()))
        .forEach((name, example) -> values.put(name, contract.resolve(example).get("value")));
    return values;
  }
}
