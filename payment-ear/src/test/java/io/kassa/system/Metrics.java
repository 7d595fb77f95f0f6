package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.net.URI;

/** What a scraper reads. */
final class Metrics {
  private Metrics() {}

  /** The sum of a meter's values whose line has this in it. */
  static double sum(String name, String part) {
    return text()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(part))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The value of a meter without labels. */
  static double value(String name) {
    return text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String text() {
    Client auditor = Client.auditor();
    URI metrics = URI.create(Instance.current().base() + "/metrics");
    Reply text = auditor.send(auditor.request("").uri(metrics));
    assertThat(text.status()).as(text.body()).isEqualTo(200);
    return text.body();
  }
}
