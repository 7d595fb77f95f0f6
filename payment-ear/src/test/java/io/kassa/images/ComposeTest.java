package io.kassa.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** compose.yaml: what a service names is there. */
class ComposeTest {
  private static final Pattern HOST_AND_PORT = Pattern.compile("([a-z][a-z0-9-]*):(\\d{4,5})");

  private final Map<String, Object> compose = Sources.document("docker/compose.yaml");
  private final Map<String, Object> services = Sources.map(compose.get("services"));

  private Map<String, Object> service(String name) {
    return Sources.map(services.get(name));
  }

  @Test
  void servicesNameServicesNetworksAndSecretsThatAreThere() {
    assertThat(services).hasSizeGreaterThan(6);
    for (String name : services.keySet()) {
      Map<String, Object> service = service(name);
      assertThat(Sources.names(service.get("depends_on"))).as(name).isSubsetOf(services.keySet());
      assertThat(Sources.names(service.get("networks")))
          .as(name)
          .isSubsetOf(Sources.names(compose.get("networks")));
      assertThat(Sources.names(service.get("secrets")))
          .as(name)
          .isSubsetOf(Sources.names(compose.get("secrets")));
    }
  }

  @Test
  void mountedFilesAndVolumesAreThere() {
    Set<String> used = new TreeSet<>();
    for (String name : services.keySet()) {
      for (Object mount : Sources.list(service(name).get("volumes"))) {
        String source = mount.toString().substring(0, mount.toString().indexOf(':'));
        if (source.startsWith("./")) {
          assertThat(Sources.DOCKER.resolve(source)).exists();
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(Sources.names(compose.get("volumes")));
  }

  @Test
  void secretsComeFromFilesThatTheScriptMakes() {
    String script = Sources.text("docker/secrets.sh");
    Map<String, Object> secrets = Sources.map(compose.get("secrets"));

    assertThat(secrets).isNotEmpty();
    secrets.forEach(
        (name, secret) -> {
          assertThat(Sources.map(secret).get("file")).isEqualTo("./secrets/" + name);
          assertThat(script).contains(name.replace("_password", ""));
        });
  }

  @Test
  void variablesOfNodesAreKnownAndNoneIsASecret() {
    for (String name : services.keySet()) {
      Map<String, Object> variables = Sources.map(service(name).get("environment"));
      Set<String> secrets = Sources.names(service(name).get("secrets"));
      variables.forEach(
          (variable, value) -> {
            if (variable.startsWith("KASSA_") && !name.equals("postgres")) {
              assertThat(Sources.variables()).contains(variable);
            }
            if (variable.contains("PASSWORD")) {
              assertThat(variable).endsWith("_FILE");
              assertThat(secrets).contains(value.toString().replace("/run/secrets/", ""));
            }
          });
    }
  }

  @Test
  void nodesAreReachedByTheNamesThatOthersHaveForThem() {
    assertReached("haproxy", Sources.text("docker/haproxy/haproxy.cfg"), "server node-");
    assertReached("prometheus", Sources.text("docker/watch/prometheus.yml"), "targets:");
    assertReached(
        "grafana", Sources.text("docker/watch/provisioning/datasources/prometheus.yml"), "url:");
    Object database = Sources.map(service("node-1").get("environment")).get("KASSA_DB_HOST");
    assertThat(services).containsKey(database.toString());
    assertThat(shared("node-1", database.toString())).isNotEmpty();
  }

  private void assertReached(String from, String text, String mark) {
    List<String> lines = text.lines().filter(line -> line.contains(mark)).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      var found = HOST_AND_PORT.matcher(line);
      assertThat(found.find()).as(line).isTrue();
      do {
        assertThat(services).containsKey(found.group(1));
        assertThat(shared(from, found.group(1))).as(from + " to " + found.group(1)).isNotEmpty();
        assertThat(ports(found.group(1))).contains(found.group(2));
      } while (found.find());
    }
  }

  private Set<String> shared(String one, String other) {
    Set<String> networks = Sources.names(service(one).get("networks"));
    networks.retainAll(Sources.names(service(other).get("networks")));
    return networks;
  }

  private Set<String> ports(String service) {
    if (service.startsWith("node-")) {
      return Sources.ports();
    }
    return service.equals("prometheus")
        ? Set.of("9090")
        : Sources.found(
            Pattern.compile("bind :(\\d+)"), Sources.text("docker/haproxy/haproxy.cfg"));
  }

  @Test
  void proxyThatNodesTrustIsOnTheirNetwork() {
    String networks = Sources.map(compose.get("networks")).get("nodes").toString();
    String settings =
        Sources.map(service("node-1").get("environment")).get("KASSA_CONFIG").toString();

    assertThat(networks).contains("subnet=" + settings.strip().replaceFirst(".*=", ""));
  }

  @Test
  void imagesAreNamedWithTheirVersionAndWithoutAHost() {
    for (String name : services.keySet()) {
      String image = service(name).get("image").toString();
      assertThat(image).matches("[a-z]+(/[a-z]+)?:v?\\d[\\d.]*");
    }
  }

  @Test
  void rootFileSystemsAreReadOnly() {
    assertThat(services.keySet())
        .allSatisfy(name -> assertThat(service(name).get("read_only")).isEqualTo(true));
  }
}
