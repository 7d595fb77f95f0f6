package io.kassa.web.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract as maps and lists, and how to find one's way in it. */
final class Contract {
  private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");

  private final Map<String, Object> root;

  private Contract(Map<String, Object> root) {
    this.root = root;
  }

  static String text() {
    try (InputStream yaml = Contract.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Contract published() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Contract(map(new Yaml(new SafeConstructor(options)).load(text())));
  }

  /** One path and verb; {@code about} is the operation with the path's parameters added. */
  record Operation(String verb, String path, Map<String, Object> about) {
    String id() {
      return (String) about.get("operationId");
    }

    Map<String, Object> responses() {
      return map(about.get("responses"));
    }

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> found = new ArrayList<>();
    map(root.get("paths"))
        .forEach(
            (path, item) -> {
              for (String verb : VERBS) {
                if (map(item).containsKey(verb)) {
                  Map<String, Object> about = new LinkedHashMap<>(map(map(item).get(verb)));
                  List<Object> parameters = new ArrayList<>(list(map(item).get("parameters")));
                  parameters.addAll(list(about.get("parameters")));
                  about.put("parameters", parameters);
                  found.add(new Operation(verb.toUpperCase(Locale.ROOT), path, about));
                }
              }
            });
    return found;
  }

  /** What a {@code $ref} points at; anything else is itself. */
  Map<String, Object> resolve(Object node) {
    Map<String, Object> found = map(node);
    while (found.get("$ref") instanceof String ref) {
      Map<String, Object> at = root;
      for (String name : ref.substring("#/".length()).split("/", -1)) {
        at = map(at.get(name));
      }
      found = at;
    }
    return found;
  }

  /** The components with every object closed, so that an undocumented member is an error. */
  Map<String, Object> strictComponents() {
    return map(strict(root.get("components")));
  }

  /** A schema with its {@code allOf} merged into it and its object closed. */
  Object strict(Object node) {
    if (node instanceof List<?> elements) {
      return elements.stream().map(this::strict).toList();
    }
    if (!(node instanceof Map)) {
      return node;
    }
    Map<String, Object> closed = new LinkedHashMap<>();
    merged(map(node)).forEach((name, value) -> closed.put(name, strict(value)));
    if (closed.get("properties") instanceof Map && "object".equals(closed.get("type"))) {
      closed.putIfAbsent("additionalProperties", false);
    }
    return closed;
  }

  /** A schema, its reference resolved and its {@code allOf} merged. */
  Map<String, Object> merged(Object node) {
    if (!(map(node).get("allOf") instanceof List<?> parts)) {
      return map(node);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    Set<Object> required = new LinkedHashSet<>();
    for (Object part : parts) {
      Map<String, Object> schema = merged(resolve(part));
      properties.putAll(map(schema.getOrDefault("properties", Map.of())));
      required.addAll(list(schema.get("required")));
    }
    return Map.of("type", "object", "properties", properties, "required", List.copyOf(required));
  }

  @SuppressWarnings("unchecked") // YAML's objects have string names here; another would fail a test
  static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  static List<String> texts(Object node) {
    return list(node).stream().map(Object::toString).toList();
  }

  static List<?> list(Object node) {
    return node == null ? List.of() : (List<?>) node;
  }
}
