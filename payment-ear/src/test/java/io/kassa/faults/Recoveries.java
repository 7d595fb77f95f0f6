package io.kassa.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each fault did, and how long it was until all was well again. */
final class Recoveries {
  /**
   * One fault that happened.
   *
   * @param effect messages, replies or connections; 1 where the kind has no number
   * @param part until the killed part answers; null where none was killed
   * @param flow until a payment that began with the fault's end, or with the kill, succeeded; null
   *     where none has to wait
   */
  record Recovery(Fault fault, int effect, Duration part, Duration flow) {}

  private final List<Recovery> all = new ArrayList<>();
  private final Map<FaultKind, Integer> missed = new EnumMap<>(FaultKind.class);

  void add(Recovery recovery) {
    all.add(recovery);
  }

  /** It was drawn, and there was nothing to do it to. */
  void missed(Fault fault) {
    missed.merge(fault.kind(), 1, Integer::sum);
  }

  /** Faults that happened. */
  int happened() {
    return all.size();
  }

  /** A line per kind, as Markdown. */
  String byKind() {
    StringBuilder table =
        new StringBuilder(
            """
            | fault | happened | drawn in vain | what it hit | the part answers again (s) | a payment goes through (s) |
            |---|---:|---:|---:|---|---|
            """);
    for (FaultKind kind : FaultKind.values()) {
      List<Recovery> ofKind = all.stream().filter(one -> one.fault().kind() == kind).toList();
      table.append(
          "| %s | %d | %d | %d | %s | %s |\n"
              .formatted(
                  kind.words(),
                  ofKind.size(),
                  missed.getOrDefault(kind, 0),
                  ofKind.stream().mapToInt(Recovery::effect).sum(),
                  kind.isKill() ? spread(ofKind.stream().map(Recovery::part).toList()) : "",
                  kind.stopsPayments()
                      ? spread(ofKind.stream().map(Recovery::flow).toList())
                      : ""));
    }
    return table.toString();
  }

  /** A line per kill, as Markdown. */
  String kills() {
    StringBuilder table =
        new StringBuilder(
            """
            | fault | what | node | the part answers again (s) | a payment goes through (s) |
            |---:|---|---|---:|---:|
            """);
    for (Recovery one : all) {
      if (one.fault().kind().isKill()) {
        boolean ofNode = one.fault().kind() != FaultKind.DATABASE_KILLED;
        table.append(
            "| %d | %s | %s | %s | %s |\n"
                .formatted(
                    one.fault().number(),
                    one.fault().kind().words(),
                    ofNode ? one.fault().node() + 1 : "",
                    seconds(one.part()),
                    seconds(one.flow())));
      }
    }
    return table.toString();
  }

  private static String spread(List<Duration> durations) {
    if (durations.isEmpty()) {
      return "";
    }
    List<Duration> sorted = durations.stream().sorted().toList();
    return "median %s, longest %s"
        .formatted(seconds(sorted.get(sorted.size() / 2)), seconds(sorted.get(sorted.size() - 1)));
  }

  private static String seconds(Duration duration) {
    return "%.2f".formatted(duration.toMillis() / 1e3);
  }
}
