package io.kassa.web.json;

/** What makes a string unfit to be stored and sent on, whichever way it came in. */
public final class TextFlaw {
  /** The longest part of a sent name that is repeated in an answer, in characters. */
  private static final int MAX_NAME = 64;

  private TextFlaw() {}

  /**
   * Judges a string: NUL, which PostgreSQL cannot store, or half of a surrogate pair, which has no
   * UTF-8.
   *
   * @param text any text, never null
   * @return the flaw as the end of a sentence that begins with the field; null when there is none
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "contains the character NUL";
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "contains half of a surrogate pair";
        }
        i++;
      }
    }
    return null;
  }

  /** A name that was sent, as it may stand in an answer or a log: cut, no control characters. */
  public static String printable(String name) {
    int shown = Math.min(name.length(), MAX_NAME);
    StringBuilder text = new StringBuilder(shown);
    for (int i = 0; i < shown; i++) {
      char c = name.charAt(i);
      boolean printable = (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c);
      text.append(printable ? c : '?');
    }
    return shown < name.length() ? text.append("...").toString() : text.toString();
  }
}
