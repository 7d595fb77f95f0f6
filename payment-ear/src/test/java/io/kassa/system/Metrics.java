package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.net.URI;

/** What a scraper reads. */
final class Metrics {
  private Metrics() {}

  /** The value of a meter without labels. */
  static double value(String name) {
    Client auditor = Client.auditor();
    URI metrics = URI.create(Instance.current().base() + "/metrics");
    Reply text = auditor.send(auditor.request("").uri(metrics));
    assertThat(text.status()).as(text.body()).isEqualTo(200);
    return text.body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
