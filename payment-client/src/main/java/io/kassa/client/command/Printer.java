package io.kassa.client.command;

import io.kassa.client.model.Answer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Facts and tables for people, JSON lines for scripts. */
final class Printer {
  private final PrintWriter out;
  private final boolean json;

  Printer(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  boolean isJson() {
    return json;
  }

  /** An object: its JSON for scripts, these facts for people. */
  void object(Answer answer, String... namesAndValues) {
    if (json) {
      line(answer.json());
    } else {
      facts(namesAndValues);
    }
  }

  /** Names and values in turn; one without a value is left out. */
  void facts(String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        line(padded(namesAndValues[i], 14) + namesAndValues[i + 1]);
      }
    }
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** For people only. */
  void remark(String text) {
    if (!json) {
      line(text);
    }
  }

  /** Rows of the same length, the first the headings; columns as wide as they need. */
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0) + 2);
    }
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        text.append(padded(row.get(column), widths.get(column)));
      }
      line(text.toString().stripTrailing());
    }
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
