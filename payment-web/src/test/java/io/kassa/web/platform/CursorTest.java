package io.kassa.web.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.failure.PaymentException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final UUID MERCHANT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final UUID OTHER = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");
  private static final Cursor CURSOR =
      new Cursor(Instant.parse("2026-11-23T09:00:00.123456Z"), OTHER);

  @Test
  void whatWasHandedOutIsReadAgain() {
    String text = CURSOR.text("payments", MERCHANT);
    assertThat(text).matches("[A-Za-z0-9_-]{44}");
    assertThat(Cursor.parse(text, "payments", MERCHANT)).isEqualTo(CURSOR);
  }

  @Test
  void anotherMerchantsCursorIsRefused() {
    assertRefused(CURSOR.text("payments", OTHER));
  }

  @Test
  void anotherListsCursorIsRefused() {
    assertRefused(CURSOR.text("refunds", MERCHANT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "AAAA", "%%%%", "A=", "AQ==", "é", "\u0000"})
  void otherTextIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void onlyTheCanonicalSpellingIsTaken() {
    String text = CURSOR.text("payments", MERCHANT);
    assertRefused(text + "=");
    assertRefused(text.substring(1));
    assertRefused(text + "A");
    assertRefused(" " + text);
  }

  @Test
  void timesThatNoItemHasAreRefused() {
    byte[] bytes = Base64.getUrlDecoder().decode(CURSOR.text("payments", MERCHANT));
    for (long micros : new long[] {Long.MIN_VALUE, -1, 0, 946_684_799_999_999L, Long.MAX_VALUE}) {
      ByteBuffer.wrap(bytes).putLong(9, micros);
      assertRefused(Base64.getUrlEncoder().encodeToString(bytes));
    }
    ByteBuffer.wrap(bytes).putLong(9, 946_684_800_000_000L);
    assertThat(
            Cursor.parse(Base64.getUrlEncoder().encodeToString(bytes), "payments", MERCHANT)
                .createdAt())
        .isEqualTo("2000-01-01T00:00:00Z");
  }

  @Test
  void aTimeThatWouldLoseDigitsMakesNoCursor() {
    Instant nanos = Instant.parse("2026-11-23T09:00:00.123456789Z");
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursor(nanos, OTHER));
  }

  @Test
  void damagedCursorsAreReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text = CURSOR.text("payments", MERCHANT);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      damaged.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      try {
        assertThat(Cursor.parse(damaged.toString(), "payments", MERCHANT).id()).isNotNull();
      } catch (PaymentException refused) {
        assertThat(refused.errors()).as("seed %d, cursor %s", seed, damaged).hasSize(1);
      }
    }
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> Cursor.parse(text, "payments", MERCHANT))
        .isInstanceOf(PaymentException.class)
        .hasMessage("cursor: is not a cursor of this list");
  }
}
