package io.kassa.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manifests for Kubernetes: what one names, another has. */
class KubernetesTest {
  private static final String FOLDER = "docker/kubernetes/";
  private static final Map<String, Object> LABELS = Map.of("app.kubernetes.io/name", "kassa");

  private final Map<String, Object> kustomization = Sources.document(FOLDER + "kustomization.yaml");
  private final List<Map<String, Object>> objects = objects();
  private final Map<String, Object> pod = pod();
  private final Map<String, Object> container =
      Sources.map(Sources.list(pod.get("containers")).get(0));

  private List<Map<String, Object>> objects() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String file : Sources.names(kustomization.get("resources"))) {
      Sources.documents(Sources.text(FOLDER + file)).forEach(one -> all.add(Sources.map(one)));
    }
    return all;
  }

  private Map<String, Object> pod() {
    return in(in(in(object("Deployment"), "spec"), "template"), "spec");
  }

  private Map<String, Object> object(String kind) {
    return objects.stream().filter(o -> kind.equals(o.get("kind"))).findFirst().orElseThrow();
  }

  private static Map<String, Object> in(Map<String, Object> map, String name) {
    return Sources.map(map.get(name));
  }

  @Test
  void everyManifestIsListedAndNamesItsKind() {
    long files = Sources.files("").stream().filter(f -> f.toString().contains(FOLDER)).count();

    assertThat(Sources.names(kustomization.get("resources"))).hasSize((int) files - 1);
    assertThat(objects)
        .allSatisfy(
            object -> {
              assertThat(object).containsKeys("apiVersion", "kind", "metadata");
              assertThat(in(object, "metadata").get("name").toString()).startsWith("kassa");
              assertThat(object.get("kind")).isNotEqualTo("Secret");
            });
  }

  @Test
  void selectorsFindThePods() {
    Map<String, Object> deployment = in(object("Deployment"), "spec");
    assertThat(in(in(in(deployment, "template"), "metadata"), "labels")).isEqualTo(LABELS);
    assertThat(in(in(deployment, "selector"), "matchLabels")).isEqualTo(LABELS);
    assertThat(in(in(in(object("PodDisruptionBudget"), "spec"), "selector"), "matchLabels"))
        .isEqualTo(LABELS);
    assertThat(in(in(in(object("NetworkPolicy"), "spec"), "podSelector"), "matchLabels"))
        .isEqualTo(LABELS);
    for (Map<String, Object> object : objects) {
      if ("Service".equals(object.get("kind"))) {
        assertThat(in(in(object, "spec"), "selector")).isEqualTo(LABELS);
      }
    }
  }

  @Test
  void portsOfServicesAndPoliciesAreThoseOfTheImage() {
    Set<String> named = new TreeSet<>();
    for (Object port : Sources.list(container.get("ports"))) {
      named.add(Sources.map(port).get("name").toString());
      assertThat(Sources.ports()).contains(Sources.map(port).get("containerPort").toString());
    }
    for (Map<String, Object> object : objects) {
      if ("Service".equals(object.get("kind"))) {
        Sources.list(in(object, "spec").get("ports"))
            .forEach(port -> assertThat(named).contains(targetPort(port)));
      }
    }
    for (Object rule : Sources.list(in(object("NetworkPolicy"), "spec").get("ingress"))) {
      Sources.list(Sources.map(rule).get("ports"))
          .forEach(port -> assertThat(named).contains(Sources.map(port).get("port").toString()));
    }
  }

  private static String targetPort(Object port) {
    return Sources.map(port).get("targetPort").toString();
  }

  @Test
  void variablesAreKnownAndPasswordsComeFromMountedFiles() {
    Set<String> made =
        Sources.found(Pattern.compile("for name in (.*); do"), Sources.text("docker/secrets.sh"));
    Map<String, Object> settings = in(object("ConfigMap"), "data");

    assertThat(Sources.variables()).containsAll(settings.keySet());
    assertThat(settings.keySet()).noneMatch(name -> name.contains("PASSWORD"));
    for (Object entry : Sources.list(container.get("env"))) {
      Map<String, Object> variable = Sources.map(entry);
      String file = variable.get("value").toString();
      assertThat(Sources.variables()).contains(variable.get("name").toString());
      assertThat(file).matches("/run/secrets/passwords/[a-z]+_password");
      assertThat(made.toString()).contains(file.replaceAll(".*/|_password", ""));
    }
  }

  @Test
  void probesAskByTheScriptOfTheImage() {
    Map<String, String> probes =
        Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live");

    probes.forEach(
        (probe, word) ->
            assertThat(Sources.names(in(in(container, probe), "exec").get("command")))
                .containsExactlyInAnyOrder("/opt/kassa/payara/health.sh", word));
  }

  @Test
  void mountedVolumesAreThereAndNothingElseIsWritten() {
    Set<String> volumes = new TreeSet<>();
    Sources.list(pod.get("volumes"))
        .forEach(volume -> volumes.add(Sources.map(volume).get("name").toString()));
    Set<String> mounted = new TreeSet<>();
    Sources.list(container.get("volumeMounts"))
        .forEach(mount -> mounted.add(Sources.map(mount).get("name").toString()));

    assertThat(mounted).isEqualTo(volumes);
    Map<String, Object> security = in(container, "securityContext");
    assertThat(security.get("readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(in(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
  }
}
