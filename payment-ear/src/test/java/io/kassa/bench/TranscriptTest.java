package io.kassa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final byte[] NOTHING = new byte[0];
  private static final int UUID_TYPE = 2950;

  private final List<Exchange> heard = new ArrayList<>();
  private final Transcript transcript = new Transcript(heard::add);

  /** As pgjdbc speaks: BEGIN goes with the first statement, and one Sync of four is bare. */
  @Test
  void roundTripsAreWhatTheClientWaitsFor() {
    UUID id = UUID.fromString("01a2133c-a8b4-7734-9c2e-306ef2bcca67");
    transcript.sent('P', parse("S_1", "update p set a = 1 where id = $1", UUID_TYPE));
    transcript.sent('P', parse("S_2", "COMMIT"));

    transcript.sent('Q', text("BEGIN"));
    execute(bind("S_1", id));
    ready('T');
    transcript.sent('S', NOTHING);
    ready('T');
    execute(bind("S_1", id));
    ready('T');
    execute(bind("S_2"));
    ready('I');

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).roundTrips()).isEqualTo(4);
    assertThat(heard.get(0).work()).isEqualTo(2);
    assertThat(heard.get(0).concerns(id.toString())).isTrue();
    assertThat(heard.get(0).concerns("01a2133c-0000-7734-9c2e-306ef2bcca67")).isFalse();
  }

  @Test
  void simpleQueryIsARoundTrip() {
    transcript.sent('Q', text("show transaction isolation level"));
    ready('I');

    assertThat(heard).singleElement().matches(exchange -> exchange.says("SHOW"));
    assertThat(heard.get(0).roundTrips()).isEqualTo(1);
  }

  /**
   * A parameter that was null at first has no type; then the driver asks, and binds what it was
   * told.
   */
  @Test
  void valueIsReadAsTheDatabaseTookIt() {
    UUID id = UUID.fromString("01a2133c-a8b4-7734-9c2e-306ef2bcca67");
    transcript.sent('P', parse("S_1", "select 1 from p where id = $1", 0));
    transcript.sent('D', text("SS_1"));
    transcript.received('t', ByteBuffer.allocate(6).putShort((short) 1).putInt(UUID_TYPE).array());

    execute(bind("S_1", id));
    ready('I');

    assertThat(heard.get(0).statements())
        .containsExactly(
            new Exchange.Statement(
                "select 1 from p where id = $1",
                List.of("unknown"),
                List.of("'" + id + "'::uuid")));
  }

  private void execute(byte[] bind) {
    transcript.sent('B', bind);
    transcript.sent('E', NOTHING);
    transcript.sent('S', NOTHING);
  }

  private void ready(char state) {
    transcript.received('Z', new byte[] {(byte) state});
  }

  private static byte[] text(String text) {
    return (text + '\0').getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] parse(String name, String sql, int... types) {
    ByteBuffer body = ByteBuffer.allocate(200).put(text(name)).put(text(sql));
    body.putShort((short) types.length);
    for (int type : types) {
      body.putInt(type);
    }
    return body.array();
  }

  /** Parameters are all UUIDs in binary form. */
  private static byte[] bind(String name, UUID... values) {
    ByteBuffer body = ByteBuffer.allocate(200).put(text("")).put(text(name));
    body.putShort((short) 1).putShort((short) 1).putShort((short) values.length);
    for (UUID value : values) {
      body.putInt(16);
      body.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }
    return body.array();
  }
}
