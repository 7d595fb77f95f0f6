package io.kassa.payment.control;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonReaderFactory;
import java.util.Map;

/**
 * JSON-P's factories, kept: each of {@code Json}'s own create methods looks for a provider on the
 * class path again, which took a hundred times as long as the document (docs/performance.md).
 */
final class JsonFactories {
  static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JsonFactories() {}
}
