package io.kassa.client.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ed25519Test {
  private static final int ROUNDS = 20;

  @Test
  void examplesOfTheRfcHold() throws GeneralSecurityException {
    // RFC 8032, 7.1, tests 1 and 3
    assertThat(
            Ed25519.verify(
                hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
                new byte[0],
                hex(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                        + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")))
        .isTrue();
    assertThat(
            Ed25519.verify(
                hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
                hex("af82"),
                hex(
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                        + "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")))
        .isTrue();
  }

  @Test
  void agreesWithTheJdkOnWhateverIsChanged() throws GeneralSecurityException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] key = Arrays.copyOfRange(pair.getPublic().getEncoded(), 12, 44);
      byte[] message = new byte[random.nextInt(200) + 1];
      random.nextBytes(message);
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(pair.getPrivate());
      signing.update(message);
      byte[] signature = signing.sign();

      assertThat(Ed25519.verify(key, message, signature)).as("seed %d", seed).isTrue();
      assertThat(Ed25519.verify(key, flipped(message, random), signature))
          .as("seed %d", seed)
          .isFalse();
      assertThat(Ed25519.verify(key, message, flipped(signature, random)))
          .as("seed %d", seed)
          .isFalse();
      assertThat(Ed25519.verify(key, message, secondSpelling(signature)))
          .as("S + L, seed %d", seed)
          .isFalse();
    }
  }

  @Test
  void whatIsNoKeyVerifiesNothing() throws GeneralSecurityException {
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xff);

    assertThat(Ed25519.verify(tooLarge, new byte[1], new byte[64])).isFalse();
    assertThat(Ed25519.verify(new byte[31], new byte[1], new byte[64])).isFalse();
    assertThat(Ed25519.verify(new byte[32], new byte[1], new byte[63])).isFalse();
  }

  /** The same point with S beyond the group's order: RFC 8032 refuses it. */
  private static byte[] secondSpelling(byte[] signature) {
    BigInteger order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] changed = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int digit = order.shiftRight(8 * i).intValue() & 0xff;
      int sum = (changed[32 + i] & 0xff) + digit + carry;
      changed[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    return changed;
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
