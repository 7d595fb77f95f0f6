package io.kassa.web.json;

import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * One body being read: the parser, how deep it is and what was refused so far. Refusals are
 * collected up to a bound; broken syntax and too much depth end the reading at once, since nothing
 * after them can be trusted to mean what it seems.
 */
final class Reading {
  /** Objects and arrays inside each other, the body itself being the first. */
  static final int MAX_DEPTH = 16;

  /** Refusals in one answer. */
  static final int MAX_ERRORS = 20;

  private final JsonParser parser;
  private final List<FieldError> errors = new ArrayList<>(0);
  private int depth;

  Reading(JsonParser parser) {
    this.parser = parser;
  }

  /** The next event; counts depth. */
  Event next() {
    Event event;
    try {
      event = parser.next();
    } catch (JsonException | NoSuchElementException | IllegalStateException broken) {
      // which of the three a parser throws at a truncated body is not specified
      throw brokenSyntax();
    }
    switch (event) {
      case START_OBJECT, START_ARRAY -> {
        depth++;
        if (depth > MAX_DEPTH) {
          throw stop("is nested deeper than " + MAX_DEPTH + " levels");
        }
      }
      case END_OBJECT, END_ARRAY -> depth--;
      default -> {}
    }
    return event;
  }

  /** The text of the current name, string or number, as it was sent. */
  String text() {
    return parser.getString();
  }

  /** Reads one value; null when it was refused. */
  Object value(Shape shape, Event event, Place place) {
    if (event == Event.VALUE_NULL) {
      return refuse(event, place, "must not be null; leave out what is not meant");
    }
    return shape.read(this, event, place);
  }

  /** Notes a refusal and passes over the value that begins with {@code event}. Always null. */
  Object refuse(Event event, Place place, String detail) {
    note(place, detail);
    skip(event);
    return null;
  }

  void note(Place place, String detail) {
    errors.add(new FieldError(place.path(), detail));
    if (errors.size() == MAX_ERRORS) {
      throw PaymentException.invalid(errors);
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Refuses text after the body, then whatever was noted. */
  void end() {
    boolean more;
    try {
      more = parser.hasNext();
    } catch (JsonException trailing) {
      more = true;
    }
    if (more) {
      throw stop("must end after the object");
    }
    if (hasErrors()) {
      throw PaymentException.invalid(errors);
    }
  }

  /** Passes over the rest of the object or array that is being read. Always null. */
  Object skipRest() {
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
    return null;
  }

  private void skip(Event event) {
    if (event == Event.START_OBJECT || event == Event.START_ARRAY) {
      skipRest();
    }
  }

  private PaymentException brokenSyntax() {
    JsonLocation at = parser.getLocation();
    return stop(
        "is not valid JSON at line %d, column %d"
            .formatted(at.getLineNumber(), at.getColumnNumber()));
  }

  private PaymentException stop(String detail) {
    errors.add(new FieldError(Place.BODY.path(), detail));
    return PaymentException.invalid(errors);
  }
}
