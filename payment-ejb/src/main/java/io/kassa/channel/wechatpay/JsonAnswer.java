package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON object of the provider's. Members that nobody asks for are left alone, for the provider
 * adds new ones; one that is asked for has its type or the answer is malformed. A null is an absent
 * member; a name that stands twice is refused, for two readers could see two things.
 */
final class JsonAnswer {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final int DEEPEST = 16;
  private static final int LAST_YEAR = 9999;
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  /** A number as it was spelled: JSON-P's conversions take 1.99 for 1. */
  private record NumberToken(String spelling) {}

  private record Items(List<Object> values) {}

  private static final Object NOTHING = new Object();

  private final Map<String, Object> members = new HashMap<>();

  private JsonAnswer() {}

  /**
   * Reads a body.
   *
   * @throws MalformedAnswerException if it is not one JSON object in UTF-8
   */
  static JsonAnswer parse(Bytes body) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(decode(body)))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        throw new MalformedAnswerException("not-an-object");
      }
      JsonAnswer root = object(parser, 1);
      if (parser.hasNext()) {
        throw new MalformedAnswerException("text-after-the-object");
      }
      return root;
    } catch (JsonException notJson) {
      throw new MalformedAnswerException("not-json");
    }
  }

  private static String decode(Bytes body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Bytes.array(body)))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new MalformedAnswerException("not-utf-8");
    }
  }

  private static JsonAnswer object(JsonParser parser, int depth) {
    requireDepth(depth);
    JsonAnswer answer = new JsonAnswer();
    JsonParser.Event event = parser.next();
    while (event != JsonParser.Event.END_OBJECT) {
      String name = parser.getString();
      if (answer.members.putIfAbsent(name, value(parser, parser.next(), depth)) != null) {
        throw new MalformedAnswerException("a-member-twice");
      }
      event = parser.next();
    }
    return answer;
  }

  private static Items array(JsonParser parser, int depth) {
    requireDepth(depth);
    List<Object> values = new ArrayList<>();
    JsonParser.Event event = parser.next();
    while (event != JsonParser.Event.END_ARRAY) {
      values.add(value(parser, event, depth));
      event = parser.next();
    }
    return new Items(values);
  }

  private static Object value(JsonParser parser, JsonParser.Event event, int depth) {
    return switch (event) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER -> new NumberToken(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NOTHING;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("the parser gave " + event + " for a value");
    };
  }

  private static void requireDepth(int depth) {
    if (depth > DEEPEST) {
      throw new MalformedAnswerException("nested-too-deeply");
    }
  }

  boolean holds(String name) {
    Object value = members.get(name);
    return value != null && value != NOTHING;
  }

  /** A text of at least one character. */
  String text(String name) {
    String text = take(name, String.class);
    if (text.isEmpty()) {
      throw new MalformedAnswerException(name + "-is-empty");
    }
    return text;
  }

  /** A number or name of the provider's, which goes into the database: visible ASCII, not long. */
  String identifier(String name, int longest) {
    String text = text(name);
    if (text.length() > longest || !VISIBLE.matcher(text).matches()) {
      throw new MalformedAnswerException(name + "-is-no-identifier");
    }
    return text;
  }

  /** The text, which may be empty; null if there is none. */
  String textOrNull(String name) {
    return holds(name) ? take(name, String.class) : null;
  }

  long integer(String name) {
    String spelling = take(name, NumberToken.class).spelling();
    if (!INTEGER.matcher(spelling).matches()) {
      throw new MalformedAnswerException(name + "-is-no-integer");
    }
    return Long.parseLong(spelling);
  }

  /** A time of RFC 3339, whose years have four digits. */
  Instant time(String name) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text(name));
      if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
        throw new MalformedAnswerException(name + "-is-no-time");
      }
      return time.toInstant();
    } catch (DateTimeException notTime) {
      throw new MalformedAnswerException(name + "-is-no-time");
    }
  }

  JsonAnswer object(String name) {
    return take(name, JsonAnswer.class);
  }

  /** The objects of an array. */
  List<JsonAnswer> objects(String name) {
    List<JsonAnswer> objects = new ArrayList<>();
    for (Object value : take(name, Items.class).values()) {
      if (!(value instanceof JsonAnswer object)) {
        throw new MalformedAnswerException(name + "-holds-no-objects");
      }
      objects.add(object);
    }
    return objects;
  }

  private <T> T take(String name, Class<T> type) {
    Object value = members.get(name);
    if (!type.isInstance(value)) {
      throw new MalformedAnswerException(
          name + (holds(name) ? "-has-a-wrong-type" : "-is-missing"));
    }
    return type.cast(value);
  }
}
