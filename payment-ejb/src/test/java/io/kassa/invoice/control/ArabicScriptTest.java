package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class ArabicScriptTest {
  @Test
  void lettersTakeTheShapeOfTheirPlace() {
    // beh: alone, first, in the middle, last
    assertThat(ArabicScript.shaped("ب")).isEqualTo("\uFE8F");
    assertThat(ArabicScript.shaped("ببب")).isEqualTo("\uFE91\uFE92\uFE90");
    // dal joins only what is before it
    assertThat(ArabicScript.shaped("بدب")).isEqualTo("\uFE91\uFEAA\uFE8F");
    // hamza joins nothing
    assertThat(ArabicScript.shaped("بءب")).isEqualTo("\uFE8F\uFE80\uFE8F");
    assertThat(ArabicScript.shaped("ب ب")).isEqualTo("\uFE8F \uFE8F");
  }

  @Test
  void lamAndAlefAreOneSign() {
    assertThat(ArabicScript.shaped("لا")).isEqualTo("\uFEFB");
    assertThat(ArabicScript.shaped("بلا")).isEqualTo("\uFE91\uFEFC");
  }

  @Test
  void persianLettersHaveTheirShapesAndMarksAreLeftOut() {
    assertThat(ArabicScript.shaped("پپ")).isEqualTo("\uFB58\uFB57");
    assertThat(ArabicScript.shaped("بَب")).isEqualTo("\uFE91\uFE90");
  }

  @Test
  void shapesReadAsTheLettersThatTheyAre() {
    String name = "شركة الخليج للتجارة";
    assertThat(Normalizer.normalize(ArabicScript.shaped(name), Normalizer.Form.NFKC))
        .isEqualTo(name);
  }

  @Test
  void lineIsDrawnFromRightToLeftButForItsNumbers() {
    assertThat(ArabicScript.drawn("اب 12 ج")).isEqualTo("ج 12 با");
    assertThat(ArabicScript.drawn("Tea (اب)")).isEqualTo("Tea (با)");
    assertThat(ArabicScript.drawn("(اب) ج")).isEqualTo("ج (با)");
  }
}
