package io.kassa.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** One line of the report: the same load in several rounds, each beside its ceilings. */
final class Measured {
  private final String name;
  private final int connections;
  private final List<Round> rounds = new ArrayList<>();
  private final List<Meters.Reading> spent = new ArrayList<>();
  private final Map<String, Long> errors = new TreeMap<>();
  private Histogram nanos;

  Measured(String name, int connections) {
    this.name = name;
    this.connections = connections;
  }

  /**
   * Rates of one round, per second.
   *
   * @param flows the load through Kassa
   * @param base what it is compared with: the fixed ceiling, or the same load in another way; 0 if
   *     nothing
   * @param own the ceiling of the flow's own statements; 0 if it was not measured
   */
  record Round(double flows, double base, double own) {}

  void add(Load.Outcome outcome, double base, double own, Meters.Reading consumed) {
    rounds.add(new Round(outcome.perSecond(), base, own));
    spent.add(consumed);
    outcome.errors().forEach((error, count) -> errors.merge(error, count, Long::sum));
    if (nanos == null) {
      nanos = outcome.nanos();
    } else {
      nanos.add(outcome.nanos());
    }
  }

  String name() {
    return name;
  }

  int connections() {
    return connections;
  }

  List<Round> rounds() {
    return rounds;
  }

  Map<String, Long> errors() {
    return errors;
  }

  double flows() {
    return median(Round::flows);
  }

  double base() {
    return median(Round::base);
  }

  double own() {
    return median(Round::own);
  }

  /** The median of the rounds' own ratios: what disturbs a round disturbs both of its parts. */
  double ratio() {
    return median(round -> round.base() == 0 ? 0 : round.flows() / round.base());
  }

  double ratioToOwn() {
    return median(round -> round.own() == 0 ? 0 : round.flows() / round.own());
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  /** What one flow consumed, on the average of all rounds. */
  double perFlow(ToDoubleFunction<Meters.Reading> meter) {
    return spent.stream().mapToDouble(meter).sum() / nanos.getTotalCount();
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
