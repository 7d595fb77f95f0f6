package io.kassa.web.json;

import io.kassa.failure.PaymentException;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** Turns a body into a record, or refuses it. Free of JAX-RS, so that a test needs no server. */
public final class RecordReader {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private final Constraints constraints;

  /** Reads and then checks with {@code constraints}. */
  public RecordReader(Constraints constraints) {
    this.constraints = constraints;
  }

  /**
   * Reads one body.
   *
   * @param body the bytes as they were sent, at most {@link BodyText#MAX_BYTES}
   * @param type a record type whose components are String, long, int, boolean (or their wrappers),
   *     BigDecimal, UUID, an enum, another such record, a List of those or a Map of strings
   * @return the record; never null
   * @throws PaymentException INVALID_REQUEST with every field that is wrong, at most {@value
   *     Reading#MAX_ERRORS}
   * @throws IllegalStateException for a record type that cannot be read: a bug
   */
  public <T> T read(byte[] body, Class<T> type) {
    T value = type.cast(readForm(BodyText.decode(body), RecordShape.of(type)));
    constraints.check(value);
    return value;
  }

  private static Object readForm(String text, RecordShape shape) {
    if (text.isBlank()) {
      throw PaymentException.invalid("$", "must not be empty");
    }
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      Reading in = new Reading(parser);
      Object value = in.value(shape, in.next(), Place.BODY);
      in.end();
      return value;
    }
  }
}
