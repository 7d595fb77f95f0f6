package io.kassa.web.platform;

/**
 * How many items a page holds, 1 to {@value #MAX}. In a resource:
 * {@code @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit}; others are refused
 * with the name.
 */
public record PageLimit(int value) {
  /** The largest page. */
  public static final int MAX = 100;

  /** The page when nothing is asked for, as {@code @DefaultValue} wants it. */
  public static final String DEFAULT = "20";

  /** Refuses by IllegalArgumentException what is no page. */
  public PageLimit {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("a page of " + value);
    }
  }

  /**
   * The limit of a decimal number from 1 to {@value #MAX} without sign or leading zero; else null.
   */
  static PageLimit parse(String text) {
    return text.matches("[1-9][0-9]?|100") ? new PageLimit(Integer.parseInt(text)) : null;
  }
}
