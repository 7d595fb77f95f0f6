package io.kassa.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The contract as the running server publishes it, and a judge of answers by it. Objects are
 * closed, so that a member that the contract does not name is a flaw.
 */
final class PublishedContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;
  private final JsonNode strictComponents;

  private PublishedContract(JsonNode root) {
    this.root = root;
    this.strictComponents = strict(root.get("components"));
  }

  static PublishedContract fetch() {
    Reply reply = Client.nobody().get("/openapi", "application/yaml");
    if (reply.status() != 200) {
      throw new IllegalStateException("no contract: " + reply.status());
    }
    return new PublishedContract(parse(new YAMLMapper(), reply.body()));
  }

  /** Every call, as in {@code GET /payments/{id}}. */
  List<String> routes() {
    List<String> routes = new ArrayList<>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb -> {
                          if (VERBS.contains(verb)) {
                            routes.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return routes;
  }

  /** The schema of a call's body, references resolved. */
  JsonNode body(String verb, String path) {
    JsonNode body = resolve(operation(verb, path).get("requestBody"));
    return deepResolve(body.at("/content/application~1json/schema"));
  }

  /** What an answer has that the contract has not, or the other way round; empty if they agree. */
  List<String> flaws(String verb, String path, Reply reply) {
    JsonNode response = resolve(operation(verb, path).at("/responses/" + reply.status()));
    if (response.isMissingNode()) {
      return List.of("status " + reply.status() + " is not documented");
    }
    List<String> flaws = new ArrayList<>();
    for (String header : List.of("Request-Id", "Location", "Retry-After", "WWW-Authenticate")) {
      boolean documented = response.path("headers").has(header);
      boolean sent = reply.header(header) != null;
      // a conflict may or may not go away by itself
      if (documented != sent && !(header.equals("Retry-After") && reply.status() == 409)) {
        flaws.add(header + (sent ? " is not documented" : " is documented and not there"));
      }
    }
    if (!response.has("content")) {
      if (reply.response().body().length > 0) {
        flaws.add("a body is not documented");
      }
      return flaws;
    }
    String type = reply.header("Content-Type").replaceFirst(";.*", "");
    JsonNode media = response.get("content").path(type);
    if (media.isMissingNode()) {
      flaws.add(type + " is not documented");
    } else if (type.endsWith("json")) {
      flaws.addAll(judge(media.get("schema"), parse(JSON, reply.body())));
    }
    return flaws;
  }

  private List<String> judge(JsonNode schema, JsonNode value) {
    ObjectNode definition = JSON.createObjectNode();
    definition.putArray("allOf").add(strict(schema));
    definition.set("components", strictComponents);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
        .getSchema(
            definition, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonNode operation(String verb, String path) {
    JsonNode operation = root.get("paths").path(path).path(verb.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      throw new IllegalStateException(verb + " " + path + " is not documented");
    }
    return operation;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(root.at(node.get("$ref").asText().substring(1))) : node;
  }

  private JsonNode deepResolve(JsonNode node) {
    JsonNode resolved = resolve(node);
    if (!(resolved instanceof ObjectNode)) {
      return resolved;
    }
    ObjectNode copy = JSON.createObjectNode();
    resolved.properties().forEach(f -> copy.set(f.getKey(), deepResolve(f.getValue())));
    return copy;
  }

  /** A copy with {@code allOf} merged and objects closed. */
  private JsonNode strict(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(element -> copy.add(strict(element)));
      return copy;
    }
    if (!(node instanceof ObjectNode)) {
      return node;
    }
    ObjectNode copy = JSON.createObjectNode();
    merged(node).properties().forEach(f -> copy.set(f.getKey(), strict(f.getValue())));
    if (copy.path("properties").isObject() && copy.path("type").asText().equals("object")) {
      copy.put("additionalProperties", copy.path("additionalProperties").asBoolean(false));
    }
    return copy;
  }

  private JsonNode merged(JsonNode schema) {
    if (!schema.has("allOf")) {
      return schema;
    }
    ObjectNode merged = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = merged.putObject("properties");
    ArrayNode required = merged.putArray("required");
    for (JsonNode part : schema.get("allOf")) {
      JsonNode resolved = merged(resolve(part));
      properties.setAll((ObjectNode) resolved.get("properties"));
      resolved.path("required").forEach(required::add);
    }
    return merged;
  }

  private static JsonNode parse(ObjectMapper mapper, String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(text, broken);
    }
  }
}
