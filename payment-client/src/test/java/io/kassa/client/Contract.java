package io.kassa.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The contract as the server publishes it. */
public final class Contract {
  private static final Path FILE =
      Path.of("..", "payment-web", "src", "main", "resources", "META-INF", "openapi.yaml");

  private Contract() {}

  /** Every code of a refusal. */
  public static List<String> codes() {
    List<String> codes = new ArrayList<>();
    Object named = at("components", "schemas", "Problem", "properties", "code", "enum");
    ((List<?>) named).forEach(code -> codes.add((String) code));
    return codes;
  }

  /** Names of the members of an object. */
  public static List<String> members(String schema) {
    List<String> members = new ArrayList<>();
    Object properties = at("components", "schemas", schema, "properties");
    ((Map<?, ?>) properties).keySet().forEach(name -> members.add((String) name));
    return members;
  }

  private static Object at(String... names) {
    try {
      Object node = new Yaml().load(Files.readString(FILE));
      for (String name : names) {
        node = ((Map<?, ?>) node).get(name);
      }
      return node;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
