package io.kassa.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfiles and the scripts that the images run. */
@ParameterizedClass
@CsvSource({
  "docker/Dockerfile, docker/payara/setup.sh, docker/payara/README.md",
  "docker/micro/Dockerfile, docker/micro/start.sh, docker/micro/README.md"
})
class ImageTest {
  private static final String GATHERED = "payment-ear/target/";

  /** What the build unpacks or makes rather than copies. */
  private static final Set<String> MADE = Set.of("image/payara6", "micro/payment.war");

  private static final Pattern WORDS = Pattern.compile("\\s+");
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM",
          "RUN",
          "COPY",
          "ENV",
          "USER",
          "WORKDIR",
          "VOLUME",
          "EXPOSE",
          "HEALTHCHECK",
          "STOPSIGNAL",
          "ENTRYPOINT",
          "CMD");

  private final ObjectMapper json = new ObjectMapper();
  private final String dockerfile;
  private final String script;
  private final String readme;
  private final List<String> instructions;

  ImageTest(String dockerfile, String script, String readme) {
    this.dockerfile = dockerfile;
    this.script = script;
    this.readme = readme;
    this.instructions = instructions(dockerfile);
  }

  private static List<String> instructions(String dockerfile) {
    String joined = Sources.text(dockerfile).replace("\\\n", " ");
    return joined.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  private List<String> arguments(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length()).strip())
        .toList();
  }

  /** What COPY takes, without its target. */
  private List<String> copied() {
    List<String> sources = new ArrayList<>();
    for (String copy : arguments("COPY")) {
      List<String> words = WORDS.splitAsStream(copy).toList();
      sources.addAll(words.subList(0, words.size() - 1));
    }
    return sources;
  }

  @Test
  void instructionsAreKnown() {
    assertThat(instructions).allSatisfy(line -> assertThat(INSTRUCTIONS).contains(word(line)));
  }

  private static String word(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  @Test
  void baseImageIsNamedWithItsVersionAndWithoutAHost() {
    assertThat(arguments("FROM"))
        .isNotEmpty()
        .allSatisfy(image -> assertThat(image).matches("[a-z]+(/[a-z]+)?:[a-z0-9][a-z0-9.-]*"));
  }

  @Test
  void copiedFilesExistOrAreGatheredByTheBuild() {
    String build = Sources.text("payment-ear/pom.xml");

    assertThat(copied()).hasSizeGreaterThan(4);
    for (String source : copied()) {
      if (!source.startsWith(GATHERED)) {
        assertThat(Sources.ROOT.resolve(source)).exists();
      } else if (!MADE.contains(source.substring(GATHERED.length()))) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        assertThat(build).contains("<destFileName>" + name + "</destFileName>");
      }
    }
  }

  @Test
  void ignoredFilesAreNotCopied() {
    List<String> kept =
        Sources.text(dockerfile + ".dockerignore")
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1) + "/")
            .toList();

    assertThat(copied()).allSatisfy(source -> assertThat(kept).anyMatch(source::startsWith));
  }

  @Test
  void processIsNotRootAndStartedWithoutAShellBetween() throws IOException {
    assertThat(arguments("USER")).containsExactly("10001:10001");
    List<String> started = command(arguments("ENTRYPOINT").get(0));
    List<String> asked = command(arguments("HEALTHCHECK").get(0));

    assertThat(started.get(started.size() - 1)).endsWith("/start.sh");
    assertThat(asked).last().isEqualTo("ready");
    for (String word : Stream.concat(started.stream(), asked.stream()).toList()) {
      if (word.startsWith("/opt/kassa/")) {
        String name = word.substring(word.lastIndexOf('/'));
        assertThat(copied())
            .anySatisfy(
                source -> {
                  assertThat(source).startsWith("docker/").endsWith(name);
                  assertThat(Sources.ROOT.resolve(source)).isExecutable();
                });
      }
    }
  }

  /** The exec form, which is JSON. */
  private List<String> command(String argument) throws IOException {
    String form = argument.substring(argument.indexOf('['));
    List<String> words = new ArrayList<>();
    json.readTree(form).forEach(word -> words.add(word.textValue()));
    return words;
  }

  @Test
  void variablesOfTheImageAreKnownToSetUp() {
    Set<String> set = Sources.found(Pattern.compile("(KASSA_[A-Z_]+)="), arguments("ENV").get(0));

    assertThat(set).contains("KASSA_HTTP_ADDRESS").isSubsetOf(Sources.variablesOf(script));
  }

  @Test
  void variablesOfSetUpStandInItsTable() {
    Set<String> known = Sources.variablesOf(script);
    known.removeIf(name -> name.endsWith("_PASSWORD_FILE"));
    Set<String> told = Sources.tabled(readme);
    // the other servers' documents say what differs
    told.addAll(Sources.tabled("docker/payara/README.md"));

    assertThat(told).containsAll(known);
  }

  @Test
  void tableOfPayaraHasWhatItsScriptKnowsAndNothingElse() {
    Set<String> known = Sources.variables();
    known.removeIf(name -> name.endsWith("_PASSWORD_FILE"));

    assertThat(Sources.tabled("docker/payara/README.md")).isEqualTo(known);
  }

  @Test
  void scriptsAreShellThatCanBeRead() throws IOException, InterruptedException {
    List<Path> scripts = Sources.files(".sh");

    assertThat(scripts).hasSizeGreaterThan(4);
    for (Path script : scripts) {
      Process shell =
          new ProcessBuilder("sh", "-n", script.toString()).redirectErrorStream(true).start();
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).as(said).isZero();
      assertThat(Files.readAllLines(script).get(0)).isEqualTo("#!/bin/sh");
    }
  }
}
