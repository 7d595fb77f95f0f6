package io.kassa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private final List<String> read = new ArrayList<>();
  private final Messages messages =
      new Messages((type, body) -> read.add(type + new String(body, StandardCharsets.US_ASCII)));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7, 100})
  void messagesAreWholeHoweverTheStreamIsCut(int piece) {
    byte[] stream = stream("Pselect 1", "S", "Qbegin");

    for (int at = 0; at < stream.length; at += piece) {
      int count = Math.min(piece, stream.length - at);
      messages.accept(ByteBuffer.allocate(count).put(stream, at, count).array(), count);
    }

    assertThat(read).containsExactly("Pselect 1", "S", "Qbegin");
  }

  @Test
  void messageIsNotReadBeforeItsEnd() {
    byte[] stream = stream("Qbegin");

    messages.accept(stream, stream.length - 1);

    assertThat(read).isEmpty();
  }

  private static byte[] stream(String... texts) {
    ByteBuffer stream = ByteBuffer.allocate(1_000);
    for (String text : texts) {
      byte[] body = text.substring(1).getBytes(StandardCharsets.US_ASCII);
      stream.put((byte) text.charAt(0)).putInt(Integer.BYTES + body.length).put(body);
    }
    byte[] bytes = new byte[stream.position()];
    stream.get(0, bytes);
    return bytes;
  }
}
