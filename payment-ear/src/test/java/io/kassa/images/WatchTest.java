package io.kassa.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboard, alert rules and the proxy; the table of docs/metrics.md is held by MetersTest. */
class WatchTest {
  private static final String RULES = "docker/watch/rules/kassa.yml";
  private static final Pattern METRIC = Pattern.compile("\\b((?:kassa|jvm)_[a-z_]+)");

  private final ObjectMapper json = new ObjectMapper();

  private JsonNode dashboard() throws IOException {
    return json.readTree(Sources.text("docker/watch/dashboards/kassa.json"));
  }

  private static Set<String> published() {
    Set<String> names = new TreeSet<>();
    for (String line : Sources.text("docs/metrics.md").lines().toList()) {
      if (!line.startsWith("| `")) {
        continue;
      }
      for (String name : Sources.found(METRIC, line.substring(0, line.indexOf('|', 1)))) {
        names.add(name);
        if (line.contains("| histogram |") || line.contains("| summary |")) {
          Stream.of("_sum", "_count", "_max", "_bucket").forEach(end -> names.add(name + end));
        }
      }
    }
    return names;
  }

  @Test
  void yamlFilesCanBeRead() {
    List<Path> files = Sources.files(".yml", ".yaml");

    assertThat(files).hasSizeGreaterThan(9);
    for (Path file : files) {
      assertThatCode(() -> Sources.documents(Files.readString(file)))
          .as(file.toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void dashboardShowsMetricsThatArePublished() throws IOException {
    Set<String> shown = new TreeSet<>();
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : dashboard().get("panels")) {
      ids.add(panel.get("id").intValue());
      assertThat(panel.at("/datasource/uid").textValue()).isEqualTo(dataSource());
      panel
          .get("targets")
          .forEach(t -> shown.addAll(Sources.found(METRIC, t.get("expr").textValue())));
    }

    assertThat(shown).hasSizeGreaterThan(10).isSubsetOf(published());
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static String dataSource() {
    Map<String, Object> sources =
        Sources.document("docker/watch/provisioning/datasources/prometheus.yml");
    Object first = Sources.list(sources.get("datasources")).get(0);
    return Sources.map(first).get("uid").toString();
  }

  @Test
  void alarmsLookAtMetricsThatArePublished() {
    Map<String, Object> group =
        Sources.map(Sources.list(Sources.document(RULES).get("groups")).get(0));
    Set<String> watched = new TreeSet<>();
    for (Object entry : Sources.list(group.get("rules"))) {
      Map<String, Object> rule = Sources.map(entry);
      assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
      watched.addAll(Sources.found(METRIC, rule.get("expr").toString()));
    }

    assertThat(watched).contains("kassa_ledger_violations").isSubsetOf(published());
  }

  @Test
  void prometheusOwnToolAcceptsRulesAndTheirTests() throws IOException, InterruptedException {
    Path tool = tool("promtool");

    assertRuns(tool, "check", "rules", Sources.ROOT.resolve(RULES).toString());
    assertRuns(
        tool, "test", "rules", Sources.DOCKER.resolve("watch/rules/kassa_test.yml").toString());
  }

  /** Without its certificate, which the build does not have. */
  @Test
  void proxyAcceptsItsConfiguration() throws IOException, InterruptedException {
    Path tool = tool("haproxy");
    String text = Sources.text("docker/haproxy/haproxy.cfg");
    String certificate = " ssl crt /run/secrets/tls.pem alpn h2,http/1.1";
    assertThat(text).contains(certificate);
    Path plain = Files.createTempFile("haproxy", ".cfg");
    Files.writeString(plain, text.replace(certificate, ""));

    assertRuns(tool, "-c", "-f", plain.toString());
    Files.delete(plain);
  }

  /** Of the property {@code kassa.<name>} or the search path; without one the test is skipped. */
  private static Path tool(String name) {
    String path = System.getProperty("kassa." + name, "");
    Optional<Path> found =
        Stream.concat(
                Stream.of(path).filter(p -> !p.isEmpty()).map(Path::of),
                Stream.concat(
                    Pattern.compile(File.pathSeparator)
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .map(folder -> Path.of(folder, name)),
                    Stream.of(Path.of("/usr/sbin", name))))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), name + " is not installed");
    return found.orElseThrow();
  }

  private static void assertRuns(Path tool, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(arguments));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(said).isZero();
  }
}
