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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfile and the scripts that the image runs. */
class ImageTest {
  private static final String GATHERED = "payment-ear/target/image/";
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
  private final List<String> instructions = instructions();

  private static List<String> instructions() {
    String joined = Sources.text("docker/Dockerfile").replace("\\\n", " ");
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
      } else if (!source.equals(GATHERED + "payara6")) {
        String name = source.substring(GATHERED.length());
        assertThat(build).contains("<destFileName>" + name + "</destFileName>");
      }
    }
  }

  @Test
  void ignoredFilesAreNotCopied() {
    List<String> kept =
        Sources.text("docker/Dockerfile.dockerignore")
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

    assertThat(started).contains("/opt/kassa/start.sh");
    assertThat(asked).containsExactly("/opt/kassa/health.sh", "ready");
    for (String word : Stream.concat(started.stream(), asked.stream()).toList()) {
      if (word.startsWith("/opt/kassa/")) {
        String name = word.substring("/opt/kassa/".length());
        assertThat(copied()).contains("docker/payara/" + name);
        assertThat(Sources.DOCKER.resolve("payara").resolve(name)).isExecutable();
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

    assertThat(set).contains("KASSA_HTTP_ADDRESS").isSubsetOf(Sources.variables());
  }

  @Test
  void variablesOfSetUpStandInItsTable() {
    String table =
        Sources.text("docker/payara/README.md")
            .lines()
            .filter(line -> line.startsWith("| `KASSA_"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .collect(Collectors.joining());
    Set<String> known = Sources.variables();
    known.removeIf(name -> name.endsWith("_PASSWORD_FILE"));

    assertThat(Sources.found(Pattern.compile("KASSA_[A-Z_]*[A-Z]"), table)).isEqualTo(known);
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
