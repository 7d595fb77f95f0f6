package io.kassa.web.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

/**
 * What our reader accepts, a whole parser of Structured Fields reads as the same thing and would
 * spell the same way. The other direction does not hold: ours reads a subset.
 */
class StructuredFieldsTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final String INPUT =
      "sig-1=(\"@method\" \"@path\" \"@query\" \"x-a\");created=17;keyid=\"kc_1\""
          + ";nonce=\"a b\";expires=20;tag=\"t\"";
  private static final String SIGNATURE = "sig-1=:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=:";
  private static final String ALPHABET = " \t\"\\();:=,.*-_@?/+0123456789abctxz=AZ~\u007f\u00e9";

  @Test
  void whatIsReadIsReadTheSameWayElsewhere() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      String input = random.nextInt(4) == 0 ? INPUT : changed(INPUT, random);
      String signature = random.nextInt(4) == 0 ? SIGNATURE : changed(SIGNATURE, random);
      SentRequest request =
          SentRequest.of("GET", "/", "")
              .with("Signature-Input", input)
              .with("Signature", signature);
      Signed signed = new SignatureHeaders().read(request.received());
      if (signed != null) {
        accepted++;
        assertSame(signed, input, signature);
      }
    }
    assertThat(accepted).as("seed %d", SEED).isGreaterThan(10_000);
  }

  private static void assertSame(Signed signed, String input, String signature) {
    Map.Entry<String, ListElement<?>> told = only(input);
    assertThat(told.getValue()).as("seed %d: %s", SEED, input).isInstanceOf(InnerList.class);
    InnerList list = (InnerList) told.getValue();
    assertThat(list.get()).extracting(item -> (Object) item.get()).isEqualTo(signed.components());
    assertThat(list.serialize()).as("seed %d", SEED).isEqualTo(signed.parameters());
    assertThat(list.getParams().get("keyid").get()).isEqualTo(signed.keyId());
    assertThat(list.getParams().get("created").get()).isEqualTo(signed.created());

    Map.Entry<String, ListElement<?>> bytes = only(signature);
    assertThat(bytes.getKey()).as("seed %d: %s", SEED, signature).isEqualTo(told.getKey());
    ByteSequenceItem item = (ByteSequenceItem) bytes.getValue();
    byte[] read = new byte[item.get().remaining()];
    item.get().get(read);
    assertThat(read).as("seed %d: %s", SEED, signature).isEqualTo(signed.signature());
  }

  private static Map.Entry<String, ListElement<?>> only(String field) {
    Dictionary dictionary = new Parser(List.of(field.trim())).parseDictionary();
    assertThat(dictionary.get()).as("seed %d: %s", SEED, field).hasSize(1);
    return Map.entry(
        dictionary.get().keySet().iterator().next(), dictionary.get().values().iterator().next());
  }

  /** One or two characters taken away, put in, replaced, or a piece doubled. */
  private static String changed(String text, RandomGenerator random) {
    String result = text;
    for (int change = random.nextInt(2); change >= 0; change--) {
      int at = random.nextInt(result.length());
      char odd = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      int end = Math.min(result.length(), at + 1 + random.nextInt(9));
      result =
          switch (random.nextInt(4)) {
            case 0 -> result.substring(0, at) + result.substring(at + 1);
            case 1 -> result.substring(0, at) + odd + result.substring(at);
            case 2 -> result.substring(0, at) + odd + result.substring(at + 1);
            default -> result.substring(0, end) + result.substring(at);
          };
    }
    return result;
  }
}
