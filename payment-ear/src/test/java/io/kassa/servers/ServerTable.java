package io.kassa.servers;

import io.kassa.servers.Findings.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings of all servers beside each other, a column for each in the order they ran. */
record ServerTable(List<Findings> servers) {
  static final String BEGIN = "<!-- made by docker/compare.sh: -->\n";
  static final String END = "<!-- made so far -->\n";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final String NOTHING = "–";

  ServerTable {
    servers = servers.stream().sorted(Comparator.comparing(Findings::begin)).toList();
  }

  /** Of all findings in a directory. */
  static ServerTable of(Path directory) throws IOException {
    List<Findings> servers = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
        servers.add(Findings.read(file));
      }
    }
    return new ServerTable(servers);
  }

  /**
   * Puts the table between the marks of a document, in place of the one that is there.
   *
   * @throws IllegalStateException if a mark is missing
   */
  void writeInto(Path document) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(document + " has no place for the table");
    }
    Files.writeString(
        document, text.substring(0, begin + BEGIN.length()) + markdown() + text.substring(end));
  }

  /** The table as Markdown, ended by a line feed. */
  String markdown() {
    StringBuilder table = new StringBuilder();
    row(table, "", findings -> findings.server() + " " + findings.version());
    row(table, "---", findings -> "---:");
    row(table, "began (UTC)", findings -> MINUTE.format(findings.begin()));
    row(table, "tests passed", findings -> "" + findings.all().passed());
    row(table, "failed", findings -> "" + findings.all().failed());
    row(table, "skipped", findings -> "" + findings.all().skipped());
    for (Figure figure : Figure.values()) {
      row(table, figure.words(), findings -> findings.figures().getOrDefault(figure, NOTHING));
    }
    for (String name : classes()) {
      row(table, "`" + name + "`", findings -> words(findings.classes().get(name)));
    }
    return table.toString();
  }

  private SortedSet<String> classes() {
    SortedSet<String> names = new TreeSet<>();
    servers.forEach(findings -> names.addAll(findings.classes().keySet()));
    return names;
  }

  private static String words(Counts counts) {
    if (counts == null) {
      return NOTHING;
    }
    String failed = counts.failed() == 0 ? "" : ", **" + counts.failed() + " failed**";
    String skipped = counts.skipped() == 0 ? "" : ", " + counts.skipped() + " skipped";
    return counts.passed() + failed + skipped;
  }

  private void row(StringBuilder table, String head, Function<Findings, String> cell) {
    table.append(
        servers.stream().map(cell).collect(Collectors.joining(" | ", "| " + head + " | ", " |\n")));
  }
}
