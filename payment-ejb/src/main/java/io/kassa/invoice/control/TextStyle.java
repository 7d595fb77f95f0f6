package io.kassa.invoice.control;

import io.kassa.invoice.control.InvoiceFonts.Weight;

/**
 * How text looks.
 *
 * @param size in points
 * @param colour 0xRRGGBB
 */
record TextStyle(Weight weight, float size, int colour) {
  static final int INK = 0x16202B;
  static final int MUTED = 0x66717E;
  static final int ACCENT = 0x0B5563;
  static final int HAIRLINE = 0xDDE2E7;
  static final int PANEL = 0xF3F6F8;
  static final int ALARM = 0xB3261E;
  static final int PALE_ALARM = 0xFBEDEB;
  static final int WHITE = 0xFFFFFF;

  static final TextStyle TITLE = new TextStyle(Weight.BOLD, 23, INK);
  static final TextStyle NAME = new TextStyle(Weight.BOLD, 12, INK);
  static final TextStyle VALUE = new TextStyle(Weight.BOLD, 9, INK);
  static final TextStyle BODY = new TextStyle(Weight.REGULAR, 9, INK);
  static final TextStyle NOTE = new TextStyle(Weight.REGULAR, 8.25f, MUTED);
  static final TextStyle LABEL = new TextStyle(Weight.REGULAR, 7.25f, MUTED);
  static final TextStyle SECTION = new TextStyle(Weight.BOLD, 8.25f, ACCENT);
  static final TextStyle FINE = new TextStyle(Weight.REGULAR, 6.75f, MUTED);

  /** From one baseline to the next; Chinese wants more air than Latin. */
  float leading() {
    return size * 1.45f;
  }

  TextStyle sized(float points) {
    return new TextStyle(weight, points, colour);
  }

  TextStyle coloured(int rgb) {
    return new TextStyle(weight, size, rgb);
  }
}
