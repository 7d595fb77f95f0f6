package io.kassa.web.platform;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * How answers are written: members in the order of the record, absent ones left out, times as RFC
 * 3339 in UTC. Answers only: bodies are read by {@code StrictJsonReader}. A writer and no resolver
 * of a {@code Jsonb}, since Payara's own resolver, which is asked with it, is not safe for threads.
 */
@Provider
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public class AnswerJson implements MessageBodyWriter<Record> {
  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig().withNullValues(false).withSerializers(new RecordMembers()));

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Record.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Record answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body) {
    jsonb.toJson(answer, body);
  }

  /** The same as text. */
  public String text(Record answer) {
    return jsonb.toJson(answer);
  }
}
