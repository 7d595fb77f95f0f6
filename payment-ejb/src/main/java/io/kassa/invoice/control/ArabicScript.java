package io.kassa.invoice.control;

import java.text.Bidi;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Arabic as it is drawn. Its letters take another shape at the beginning, in the middle and at the
 * end of what is joined; the shapes have characters of their own in Unicode (presentation forms),
 * whose names say what they are shapes of, so that no table is needed. A line is then put into the
 * order in which it is drawn, from left to right (Unicode Standard Annex 9).
 *
 * <p>Marks of vowels, which names are written without, are left out: placing them needs a font's
 * layout tables, which the subset font has none of.
 */
final class ArabicScript {
  private static final int ISOLATED = 0;
  private static final int FINAL = 1;
  private static final int INITIAL = 2;
  private static final int MEDIAL = 3;
  private static final String[] SHAPES = {
    " ISOLATED FORM", " FINAL FORM", " INITIAL FORM", " MEDIAL FORM"
  };

  /** A letter that only stretches what it joins. */
  private static final char TATWEEL = '\u0640';

  private static final String MIRRORED = "()[]{}<>«»‹›";

  /** The shapes of a letter, or of the two letters lam and alef; 0 where there is none. */
  private static final Map<String, char[]> FORMS = forms();

  private ArabicScript() {}

  private static Map<String, char[]> forms() {
    Map<String, char[]> forms = new HashMap<>();
    addForms(forms, '\uFB50', '\uFBFF');
    addForms(forms, '\uFE80', '\uFEFC');
    return forms;
  }

  private static void addForms(Map<String, char[]> forms, char first, char last) {
    for (char form = first; form <= last; form++) {
      String name = Character.getName(form);
      String letters = Normalizer.normalize(Character.toString(form), Normalizer.Form.NFKC);
      for (int shape = 0; shape < SHAPES.length; shape++) {
        if (name != null && name.endsWith(SHAPES[shape]) && letters.length() <= 2) {
          forms.computeIfAbsent(letters, any -> new char[SHAPES.length])[shape] = form;
        }
      }
    }
  }

  /** Whether there is anything here for this class to do. */
  static boolean isIn(String text) {
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
  }

  /** The letters in the shapes that their neighbours give them, in the order of reading. */
  static String shaped(String text) {
    String letters = withoutMarks(text);
    StringBuilder shaped = new StringBuilder(letters.length());
    boolean joined = false;
    for (int i = 0; i < letters.length(); ) {
      int length = pairs(letters, i) ? 2 : 1;
      char[] forms = FORMS.get(letters.substring(i, i + length));
      boolean joinsBack = joined && hasShape(forms, FINAL);
      boolean joinsOn =
          hasShape(forms, INITIAL)
              && i + length < letters.length()
              && joinsBack(letters, i + length);
      if (forms == null) {
        shaped.append(letters, i, i + length);
      } else {
        int shape = joinsBack ? (joinsOn ? MEDIAL : FINAL) : (joinsOn ? INITIAL : ISOLATED);
        shaped.append(forms[shape]);
      }
      joined = letters.charAt(i) == TATWEEL || hasShape(forms, INITIAL);
      i += length;
    }
    return shaped.toString();
  }

  private static String withoutMarks(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            c ->
                Character.getType(c) != Character.NON_SPACING_MARK
                    || !Character.UnicodeBlock.ARABIC.equals(Character.UnicodeBlock.of(c)))
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static boolean pairs(String letters, int at) {
    return at + 2 <= letters.length() && FORMS.containsKey(letters.substring(at, at + 2));
  }

  private static boolean joinsBack(String letters, int at) {
    return letters.charAt(at) == TATWEEL
        || hasShape(FORMS.get(letters.substring(at, at + 1)), FINAL);
  }

  private static boolean hasShape(char[] forms, int shape) {
    return forms != null && forms[shape] != 0;
  }

  /** A line of shaped text in the order of drawing. */
  static String drawn(String line) {
    Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    byte[] levels = new byte[bidi.getRunCount()];
    Object[] runs = new Object[levels.length];
    for (int run = 0; run < levels.length; run++) {
      levels[run] = (byte) bidi.getRunLevel(run);
      String text = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      runs[run] = levels[run] % 2 == 0 ? text : reversed(text);
    }
    Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
    return String.join("", Arrays.asList(runs).toArray(new String[0]));
  }

  private static String reversed(String text) {
    StringBuilder mirrored = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = MIRRORED.indexOf(text.charAt(i));
      // brackets stand in pairs: the partner of an even place follows, of an odd one precedes
      mirrored.append(at < 0 ? text.charAt(i) : MIRRORED.charAt(at ^ 1));
    }
    return mirrored.reverse().toString();
  }
}
