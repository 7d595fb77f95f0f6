package io.kassa.invoice.control;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code (ISO/IEC 18004, error correction M) drawn as vectors, sharp at every print size. */
final class QrCode {
  private final ByteMatrix modules;

  /**
   * @param text at most about 2300 bytes
   * @throws IllegalArgumentException if the text is too long for a QR code
   */
  QrCode(String text) {
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("The text does not fit into a QR code", e);
    }
  }

  /** Without its quiet zone: four modules of white on every side are the caller's. */
  void draw(Sheet sheet, float left, float top, float side) {
    sheet.colour(TextStyle.INK);
    float module = side / modules.getWidth();
    for (int row = 0; row < modules.getHeight(); row++) {
      int column = 0;
      while (column < modules.getWidth()) {
        int end = column;
        while (end < modules.getWidth() && modules.get(end, row) == 1) {
          end++;
        }
        if (end > column) {
          sheet.rectangle(
              left + column * module, top + row * module, (end - column) * module, module);
        }
        column = end + 1;
      }
    }
    sheet.fill();
  }
}
