package io.kassa.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a bill's rows by the names of their columns. */
final class Bill {

  private Bill() {}

  /** The rows under this header, up to the line that begins otherwise. */
  static List<Map<String, String>> rows(String csv, String firstColumn) {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> names = null;
    for (String line : csv.lines().toList()) {
      if (line.startsWith(firstColumn + ",")) {
        names = values(line);
      } else if (names != null) {
        List<String> values = values(line);
        if (values.size() != names.size()) {
          break;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int at = 0; at < names.size(); at++) {
          row.put(names.get(at), values.get(at));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> values(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(value -> value.startsWith("`") ? value.substring(1) : value)
        .map(String::strip)
        .toList();
  }
}
