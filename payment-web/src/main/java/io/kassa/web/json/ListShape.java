package io.kassa.web.json;

import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An array of values of one shape, at most {@value #MAX_ELEMENTS}; becomes an unmodifiable list.
 */
record ListShape(Shape element) implements Shape {
  static final int MAX_ELEMENTS = 1000;

  @Override
  public Object read(Reading in, Event event, Place place) {
    if (event != Event.START_ARRAY) {
      return in.refuse(event, place, "must be an array");
    }
    List<Object> values = new ArrayList<>();
    for (Event next = in.next(); next != Event.END_ARRAY; next = in.next()) {
      if (values.size() == MAX_ELEMENTS) {
        in.refuse(next, place, "must have at most " + MAX_ELEMENTS + " elements");
        return in.skipRest();
      }
      // a refused element leaves null, so that the indexes after it stay right
      values.add(in.value(element, next, place.element(values.size())));
    }
    return Collections.unmodifiableList(values);
  }
}
