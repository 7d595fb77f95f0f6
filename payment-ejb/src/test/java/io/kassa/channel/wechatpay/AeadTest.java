package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The vectors were made with the Python package cryptography 48 (OpenSSL). */
class AeadTest {
  private static final String NONCE = "fdasflkja484";
  private static final String SEALED = "kdU+sVJP9n3pKFE37YckxM8nnE+8Yq5gR2RIhI+S";
  private static final String NOTHING_SEALED = "uyv8FN1IO9/tENB/08ENsw==";

  private final Aead aead = new Aead(TestPlatform.API_V3_KEY);

  @Test
  void textsSealedByAnotherLibraryOpen() {
    assertThat(aead.decrypt(NONCE, "transaction", SEALED))
        .contains(Bytes.of("{\"a\":\"微信\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(aead.decrypt(NONCE, "", NOTHING_SEALED)).contains(Bytes.of(new byte[0]));
  }

  @Test
  void changedBitAnywhereDoesNotOpen() {
    byte[] sealed = Base64.getDecoder().decode(SEALED);
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

      assertThat(aead.decrypt(NONCE, "transaction", Base64.getEncoder().encodeToString(changed)))
          .isEmpty();
    }
  }

  @Test
  void otherKeyNonceOrContextDoesNotOpen() {
    assertThat(
            new Aead("1" + TestPlatform.API_V3_KEY.substring(1))
                .decrypt(NONCE, "transaction", SEALED))
        .isEmpty();
    assertThat(aead.decrypt("fdasflkja485", "transaction", SEALED)).isEmpty();
    assertThat(aead.decrypt(NONCE, "certificate", SEALED)).isEmpty();
    assertThat(aead.decrypt(NONCE, "", SEALED)).isEmpty();
  }

  @Test
  void whatIsNoSealedTextDoesNotOpen() {
    assertThat(aead.decrypt("short", "transaction", SEALED)).isEmpty();
    assertThat(aead.decrypt("é".repeat(12), "transaction", SEALED)).isEmpty();
    assertThat(aead.decrypt(NONCE, "transaction", "not Base64")).isEmpty();
    assertThat(aead.decrypt(NONCE, "transaction", "AAAA")).isEmpty();
  }

  @Test
  void otherAlgorithmIsRefused() {
    String sealed =
        TestPlatform.sealed("transaction", "{}").replace("AEAD_AES_256_GCM", "AEAD_SM4_GCM");

    assertThat(aead.decrypt(JsonAnswer.parse(Bytes.of(sealed.getBytes(StandardCharsets.UTF_8)))))
        .isEmpty();
  }
}
