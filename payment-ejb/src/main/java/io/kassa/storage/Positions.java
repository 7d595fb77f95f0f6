package io.kassa.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as JDBC takes it, and which parameter stands at each of its places.
 *
 * @param statement with {@code ?} for each place
 * @param order numbers of parameters from 1, one for each place
 */
record Positions(String statement, List<Integer> order) {
  private static final Pattern NUMBERED = Pattern.compile("\\?(\\d+)");

  static Positions of(String numbered) {
    List<Integer> order = new ArrayList<>();
    Matcher places = NUMBERED.matcher(numbered);
    StringBuilder statement = new StringBuilder(numbered.length());
    while (places.find()) {
      order.add(Integer.valueOf(places.group(1)));
      places.appendReplacement(statement, "?");
    }
    return new Positions(places.appendTail(statement).toString(), List.copyOf(order));
  }
}
