package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  @Test
  void hashIsSha256OverLengthAndBytesOfEachField() throws NoSuchAlgorithmException {
    byte[] written = {0, 0, 0, 1, 'a', -1, -1, -1, -1, 0, 0, 0, 2, '4', '2'};

    assertThat(hash("a", null, 42)).isEqualTo(MessageDigest.getInstance("SHA-256").digest(written));
  }

  @Test
  void lengthCountsBytesAndNotCharacters() throws NoSuchAlgorithmException {
    byte[] written = {0, 0, 0, 3, (byte) 0xe8, (byte) 0x8c, (byte) 0xb6};

    assertThat(hash("茶")).isEqualTo(MessageDigest.getInstance("SHA-256").digest(written));
  }

  @Test
  void sameContentHasTheSameHash() {
    assertThat(hash("order-1", 1_999L, null)).isEqualTo(hash("order-1", 1_999L, null));
  }

  @Test
  void absentFieldDiffersFromAnEmptyOne() {
    assertThat(hash((Object) null)).isNotEqualTo(hash(""));
  }

  @Test
  void absentFieldDiffersFromNoField() {
    assertThat(hash("a", null)).isNotEqualTo(hash("a"));
  }

  @Test
  void charactersCannotMoveFromOneFieldToTheNext() {
    assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
    assertThat(hash("abc", "")).isNotEqualTo(hash("", "abc"));
    assertThat(hash("abc")).isNotEqualTo(hash("ab", "c"));
  }

  @Test
  void fieldThatContainsALengthDiffersFromTwoFields() {
    assertThat(hash("a\0\0\0\1b")).isNotEqualTo(hash("a", "b"));
  }

  @Test
  void orderOfFieldsMatters() {
    assertThat(hash("a", "b")).isNotEqualTo(hash("b", "a"));
  }

  private static byte[] hash(Object... fields) {
    ContentHash hash = new ContentHash();
    for (Object field : fields) {
      hash.add(field);
    }
    return hash.bytes();
  }
}
