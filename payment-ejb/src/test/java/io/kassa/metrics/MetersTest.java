package io.kassa.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.failure.ErrorCode;
import io.kassa.outbox.QueueDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Path TABLE = Path.of("../docs/metrics.md");
  private static final Pattern NAME = Pattern.compile("`((?:kassa|jvm)_[a-z_]+)`");

  private final RequestTimes requests = new RequestTimes();
  private final Meters meters = new Meters();

  @BeforeEach
  void useEveryMeter() {
    meters.count(requests);
    meters.prepare();
    requests.answered("POST", "/payments/{id}/confirmation", 200, Duration.ofMillis(7));
    meters.channelCalled("WECHAT_PAY", "pay", "unknown", Duration.ofSeconds(3));
    meters.refused(ErrorCode.UNAUTHORIZED);
    meters.deep(List.of(new QueueDepth.Depth("invoice", 3, 5)));
  }

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void metersOfKassaAreThoseOfTheTable() throws IOException {
    assertThat(published("kassa_")).isEqualTo(documented("kassa_"));
  }

  @Test
  void tableNamesNoMeterOfTheVirtualMachineThatIsNotPublished() throws IOException {
    Set<String> pausesComeWithTheFirstCollection = Set.of("jvm_gc_pause_seconds");

    assertThat(documented("jvm_"))
        .isSubsetOf(union(published("jvm_"), pausesComeWithTheFirstCollection));
  }

  @Test
  void requestsAreCountedByRouteStatusAndTime() {
    String labels = "method=\"POST\",route=\"/payments/{id}/confirmation\",status=\"200\"";

    assertThat(meters.scrape())
        .contains("kassa_http_requests_seconds_count{" + labels + "} 1")
        .contains("kassa_http_requests_seconds_bucket{" + labels + ",le=\"0.005\"} 0")
        .contains("kassa_http_requests_seconds_bucket{" + labels + ",le=\"0.01\"} 1");
  }

  @Test
  void queuesAreMeasuredForEachConsumer() {
    assertThat(meters.scrape())
        .contains("kassa_relay_waiting{consumer=\"invoice\"} 3.0")
        .contains("kassa_relay_sent{consumer=\"invoice\"} 5.0");
  }

  @Test
  void refusalsAtTheDoorAreCountedByTheirCode() {
    meters.refused(ErrorCode.UNAUTHORIZED);

    assertThat(meters.scrape()).contains("kassa_door_refusals_total{code=\"unauthorized\"} 2.0");
  }

  /** The names that Prometheus' TYPE lines give, a histogram's greatest value left out. */
  private Set<String> published(String prefix) {
    return meters
        .scrape()
        .lines()
        .filter(line -> line.startsWith("# TYPE " + prefix))
        .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
        .filter(name -> !name.endsWith("_seconds_max"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> documented(String prefix) throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .flatMap(cell -> NAME.matcher(cell).results().map(found -> found.group(1)))
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }
}
