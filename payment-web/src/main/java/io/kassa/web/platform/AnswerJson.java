package io.kassa.web.platform;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * How answers are written: members in the order of the record, absent ones left out, times as RFC
 * 3339 in UTC. Answers only: bodies are read by {@code StrictJsonReader}.
 */
@Provider
public class AnswerJson implements ContextResolver<Jsonb> {
  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig().withNullValues(false).withSerializers(new RecordMembers()));

  @Override
  public Jsonb getContext(Class<?> type) {
    return jsonb;
  }
}
