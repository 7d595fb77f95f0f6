package io.kassa.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalQrTest {
  private static final int RIM = 2;

  @Test
  void whatIsDrawnReadsAsTheText() throws Exception {
    String text = "https://pay.example/payment/checkout/01a207c8-5a61-7532-8eb3-8e21efc8c5a9#pk_AQ";

    List<String> lines = TerminalQr.of(text).lines().toList();

    int size = lines.get(0).length() - 2 * RIM;
    BitMatrix modules = new BitMatrix(size);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        char drawn = lines.get((y + RIM) / 2).charAt(x + RIM);
        boolean light = drawn == '█' || drawn == ((y + RIM) % 2 == 0 ? '▀' : '▄');
        if (!light) {
          modules.set(x, y);
        }
      }
    }
    assertThat(new Decoder().decode(modules).getText()).isEqualTo(text);
  }
}
