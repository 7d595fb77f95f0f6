package io.kassa.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published contract against the code, as far as problems go. */
class ContractTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "title: (?<title>[^\\n]+)\\n +status: (?<status>\\d+)\\n +detail: [^\\n]+\\n"
              + " +instance: [^\\n]+\\n +code: (?<code>[a-z-]+)\\n");

  @Test
  void theContractListsExactlyTheCodesThatExist() throws IOException {
    String codes = contract().replaceFirst("(?s).*description: Stable\\.\\n +enum:\\n", "");
    assertThat(
            codes
                .lines()
                .map(String::strip)
                .takeWhile(line -> line.startsWith("- "))
                .map(line -> line.substring(2)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
  }

  @Test
  void theContractsExamplesHaveTheStatusAndTitleOfTheirCode() throws IOException {
    var examples = EXAMPLE.matcher(contract()).results().map(MatchResult::group).toList();
    assertThat(examples).hasSizeGreaterThan(20);
    var kinds =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.toMap(ErrorCode::code, ProblemKind::of));
    var seen = new TreeSet<String>();
    for (String example : examples) {
      var fields = EXAMPLE.matcher(example);
      assertThat(fields.matches()).isTrue();
      ProblemKind kind = kinds.get(fields.group(3));
      assertThat(fields.group(1)).isEqualTo(kind.title());
      assertThat(fields.group(2)).isEqualTo(Integer.toString(kind.status()));
      seen.add(fields.group(3));
    }
    assertThat(seen).hasSameSizeAs(examples);
  }

  private static String contract() throws IOException {
    try (InputStream yaml = ContractTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(yaml.readAllBytes(), UTF_8);
    }
  }
}
