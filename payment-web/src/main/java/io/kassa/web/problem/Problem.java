package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An answer that says no (RFC 9457).
 *
 * @param type {@code urn:kassa:problem:} and the code; stable, and needs no host
 * @param title the code in words, the same for every occurrence
 * @param status the HTTP status
 * @param detail this occurrence in a sentence; never null
 * @param instance {@code urn:kassa:request:} and the request id
 * @param code the stable kebab-case code
 * @param errors what is wrong with each field; left out of the JSON when empty
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    List<FieldError> errors) {
  /** The media type of RFC 9457 section 6.1. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

  /** The problem for a refusal, with the status and title of its code. */
  public static Problem of(
      ErrorCode code, String detail, List<FieldError> errors, String requestId) {
    ProblemKind kind = ProblemKind.of(code);
    return new Problem(
        "urn:kassa:problem:" + code.code(),
        kind.title(),
        kind.status(),
        detail,
        "urn:kassa:request:" + requestId,
        code.code(),
        List.copyOf(errors));
  }

  /** The problem as JSON in UTF-8, written without JSON-B so that no configuration changes it. */
  public byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = GENERATORS.createGenerator(bytes, StandardCharsets.UTF_8)) {
      json.writeStartObject()
          .write("type", type)
          .write("title", title)
          .write("status", status)
          .write("detail", detail)
          .write("instance", instance)
          .write("code", code);
      if (!errors.isEmpty()) {
        json.writeStartArray("errors");
        for (FieldError error : errors) {
          json.writeStartObject()
              .write("field", error.field())
              .write("detail", error.detail())
              .writeEnd();
        }
        json.writeEnd();
      }
      json.writeEnd();
    }
    return bytes.toByteArray();
  }
}
