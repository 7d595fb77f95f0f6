package io.kassa.web.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;

/**
 * Judges values by the contract's schemas, with a validator that knows nothing of Kassa. Objects
 * are closed: a member that the contract does not name is an error, although clients must bear it.
 */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);

  private final Contract contract;
  private final Map<String, Object> components;

  Schemas(Contract contract) {
    this.contract = contract;
    this.components = contract.strictComponents();
  }

  /** What is wrong with a value, given as JSON or as YAML's maps and lists; empty if nothing is. */
  List<String> flaws(Object schema, Object value) {
    JsonNode definition =
        MAPPER.valueToTree(
            Map.of("allOf", List.of(contract.strict(schema)), "components", components));
    JsonSchema judge =
        FACTORY.getSchema(
            definition, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    return judge.validate(tree(value)).stream().map(ValidationMessage::getMessage).toList();
  }

  static JsonNode tree(Object value) {
    return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(json, broken);
    }
  }
}
