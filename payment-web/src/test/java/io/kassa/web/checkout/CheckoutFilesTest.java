package io.kassa.web.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckoutFilesTest {
  private static final int PAGE_BYTES = 60 * 1_024;
  private static final int MODULE_BYTES = 5 * 1_024;
  private static final Set<String> NOT_LOADED_BY_THE_PAGE =
      Set.of("kassa.d.ts", "package.json", "offline.html");

  private final CheckoutFiles files = new CheckoutFiles();

  private String text(String name) {
    return new String(files.find(name).bytes(false), StandardCharsets.UTF_8);
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void wholePageIsSmall() {
    int page =
        CheckoutFiles.TYPES.keySet().stream()
            .filter(name -> !NOT_LOADED_BY_THE_PAGE.contains(name))
            .mapToInt(name -> files.find(name).bytes(true).length)
            .sum();

    assertThat(page).isLessThan(PAGE_BYTES);
    assertThat(files.find("kassa.js").bytes(true)).hasSizeLessThan(MODULE_BYTES);
  }

  @Test
  void whatIsReferredToIsThere() {
    Set<String> referred =
        found("assets/" + files.version() + "/([a-z0-9.-]+)", text("index.html"));
    referred.addAll(
        found("assets/" + files.version() + "/([a-z0-9.-]+)", text("manifest.webmanifest")));
    for (String module : List.of("checkout.js", "view.js", "memory.js", "words.js")) {
      referred.addAll(found("from '\\./([a-z.]+)'", text(module)));
    }

    assertThat(referred).contains("checkout.js", "qr.js", "icon-512.png");
    assertThat(CheckoutFiles.TYPES.keySet()).containsAll(referred);
  }

  @Test
  void noFileNamesAnotherHostOrRunsTextAsCode() {
    for (String name : CheckoutFiles.TYPES.keySet()) {
      if (!name.endsWith(".png")) {
        assertThat(found("(https?://[a-z0-9.]+)", text(name)))
            .as(name)
            .isSubsetOf("http://www.w3.org", "https://pay.example");
        assertThat(text(name)).as(name).doesNotContain("innerHTML", "eval(", "@version@");
      }
    }
  }

  @Test
  void elementOfEveryNameIsOnThePage() {
    Set<String> ids = found("id=\"([a-z-]+)\"", text("index.html"));
    for (String module : List.of("checkout.js", "view.js")) {
      assertThat(ids)
          .containsAll(
              found("(?:\\bat|say|view\\.show|\\bshow|view\\.on)\\('([a-z-]+)'", text(module)));
    }
  }

  @Test
  void wordOfEveryNameIsKnown() {
    Set<String> words = found("(?m)^  '?([A-Za-z_-]+)'?:", text("words.js"));

    assertThat(words).containsAll(found("data-word=\"([A-Za-z]+)\"", text("index.html")));
    assertThat(words).containsAll(found("word\\('([A-Za-z-]+)'", text("view.js")));
  }
}
