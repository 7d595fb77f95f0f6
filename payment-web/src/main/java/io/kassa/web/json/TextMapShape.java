package io.kassa.web.json;

import jakarta.json.stream.JsonParser.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object whose names are free and whose values are strings; keeps the order it was sent in. */
record TextMapShape() implements Shape {
  private static final Shape VALUE = new ScalarShape.Text();

  @Override
  public Object read(Reading in, Event event, Place place) {
    if (event != Event.START_OBJECT) {
      return in.refuse(event, place, "must be an object");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (Event next = in.next(); next != Event.END_OBJECT; next = in.next()) {
      String name = in.text();
      Place at = place.member(name);
      Event value = in.next();
      String wrong = TextFlaw.of(name);
      if (wrong != null) {
        in.refuse(value, at, "has a name that " + wrong);
      } else if (entries.containsKey(name)) {
        in.refuse(value, at, "is there twice");
      } else {
        // also when the value was refused, so that the same name again is still noticed
        entries.put(name, (String) in.value(VALUE, value, at));
      }
    }
    return Collections.unmodifiableMap(entries);
  }
}
