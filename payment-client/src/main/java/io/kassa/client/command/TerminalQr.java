package io.kassa.client.command;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code of characters, two rows of modules in each line. Light modules are drawn, with a light
 * rim, so that a phone reads it from a dark terminal and from a light one.
 */
final class TerminalQr {
  private static final int RIM = 2;

  private TerminalQr() {}

  /**
   * The code of this text.
   *
   * @throws UsageException if the text does not fit a QR code
   */
  static String of(String text) {
    ByteMatrix modules;
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException tooLong) {
      throw new UsageException("too long for a QR code: " + tooLong.getMessage());
    }
    int size = modules.getWidth();
    StringBuilder lines = new StringBuilder();
    for (int y = -RIM; y < size + RIM; y += 2) {
      for (int x = -RIM; x < size + RIM; x++) {
        boolean upper = isLight(modules, x, y);
        boolean lower = isLight(modules, x, y + 1);
        lines.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static boolean isLight(ByteMatrix modules, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight();
    return !inside || modules.get(x, y) == 0;
  }
}
