package io.kassa.channel.alipay;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * The texts of a message of the provider's, by name: an answer's members or a notice's parameters.
 * The provider writes everything that Kassa reads as text; a member that is none counts as another
 * type if it is asked for, and is left alone otherwise, for the provider adds new ones.
 */
final class Fields {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  /** What fits into the books; the provider's own numbers have 28 characters. */
  private static final int LONGEST_NUMBER = 64;

  private final Map<String, String> texts;

  private Fields(Map<String, String> texts) {
    this.texts = texts;
  }

  /** The parameters of a notice. */
  static Fields of(Map<String, String> parameters) {
    return new Fields(Map.copyOf(parameters));
  }

  /**
   * Reads a JSON object; a name that stands twice is refused, for two readers could see two things.
   *
   * @throws MalformedAnswerException if it is none
   */
  static Fields parse(String json) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        throw new MalformedAnswerException("not-an-object");
      }
      Fields fields = members(parser);
      if (parser.hasNext()) {
        throw new MalformedAnswerException("text-after-the-object");
      }
      return fields;
    } catch (JsonException | NoSuchElementException notJson) {
      throw new MalformedAnswerException("not-json");
    }
  }

  private static Fields members(JsonParser parser) {
    Map<String, String> texts = new HashMap<>();
    JsonParser.Event event = parser.next();
    while (event != JsonParser.Event.END_OBJECT) {
      String name = parser.getString();
      if (texts.containsKey(name)) {
        throw new MalformedAnswerException("a-member-twice");
      }
      texts.put(name, text(parser, parser.next()));
      event = parser.next();
    }
    return new Fields(texts);
  }

  /** The text of a value; null for any other, which is skipped. */
  private static String text(JsonParser parser, JsonParser.Event event) {
    return switch (event) {
      case START_OBJECT, START_ARRAY -> {
        skip(parser);
        yield null;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> null;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("the parser gave " + event + " for a value");
    };
  }

  /**
   * Goes on to the end of what was just opened. The parser's own way to skip does not end if the
   * text does.
   */
  private static void skip(JsonParser parser) {
    int depth = 1;
    while (depth > 0) {
      depth +=
          switch (parser.next()) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
          };
    }
  }

  /** Whether there is a text of that name that is not empty. */
  boolean has(String name) {
    String text = texts.get(name);
    return text != null && !text.isBlank();
  }

  /** A text of at least one character. */
  String text(String name) {
    if (!has(name)) {
      throw new MalformedAnswerException(name + "-is-missing");
    }
    return texts.get(name);
  }

  /** The text; null if there is none or it is empty. */
  String textOrNull(String name) {
    return has(name) ? texts.get(name) : null;
  }

  /** A number or name of the provider's, which goes into the database: visible ASCII, not long. */
  String number(String name) {
    return identifier(name, LONGEST_NUMBER);
  }

  /** The same, of another length. */
  String identifier(String name, int longest) {
    String text = text(name);
    if (text.length() > longest || !VISIBLE.matcher(text).matches()) {
      throw new MalformedAnswerException(name + "-is-no-identifier");
    }
    return text;
  }

  /** Whether a text is that one; an absent one is not. */
  boolean is(String name, String expected) {
    return expected.equals(texts.get(name));
  }

  /** Whether a text is that one, or is left out, as the provider may with this one. */
  boolean isOrLacks(String name, String expected) {
    return !has(name) || is(name, expected);
  }
}
