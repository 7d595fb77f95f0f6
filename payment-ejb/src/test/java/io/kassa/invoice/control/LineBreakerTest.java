package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBreakerTest {
  /** Every character is one wide. */
  private static List<String> lines(String text, int width) {
    return LineBreaker.lines(text, width, part -> part.codePointCount(0, part.length()));
  }

  @Test
  void wordsStayTogether() {
    assertThat(lines("green tea leaves", 9)).containsExactly("green tea", "leaves");
    assertThat(lines("green tea leaves", 8)).containsExactly("green", "tea", "leaves");
    assertThat(lines("1,000.00 well-made", 15)).containsExactly("1,000.00 well-", "made");
    assertThat(lines("1,000.00 well-made", 13)).containsExactly("1,000.00", "well-made");
  }

  @Test
  void chineseBreaksAnywhereButBeforeClosingPunctuation() {
    assertThat(lines("西湖龙井茶", 2)).containsExactly("西湖", "龙井", "茶");
    assertThat(lines("西湖，龙井", 2)).containsExactly("西", "湖，", "龙井");
    assertThat(lines("西湖（龙井）", 3)).containsExactly("西湖", "（龙", "井）");
  }

  @Test
  void wordLongerThanALineIsCut() {
    assertThat(lines("tea " + "w".repeat(10), 4)).containsExactly("tea", "wwww", "wwww", "ww");
    assertThat(lines("𠮷𠮷𠮷", 2)).containsExactly("𠮷𠮷", "𠮷");
  }

  @Test
  void emptyTextIsOneEmptyLine() {
    assertThat(lines("", 5)).containsExactly("");
    assertThat(lines("   ", 5)).containsExactly("");
  }

  @Test
  void nothingIsLostAndNoLineIsTooWide() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab c，。（）龙井-/𠮷1,.\"";
    int[] characters = alphabet.codePoints().toArray();
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      int width = 1 + random.nextInt(12);
      List<String> lines = lines(text.toString(), width);
      assertThat(String.join("", lines).replace(" ", ""))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(text.toString().replace(" ", ""));
      assertThat(lines)
          .as("seed %d, round %d", seed, round)
          .allMatch(line -> line.codePointCount(0, line.length()) <= width);
    }
  }
}
