package io.kassa.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.failure.PaymentException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Bodies that nobody thought of end as a record or as a refusal, never as anything else. */
class GeneratedBodiesTest {
  private static final int BODIES = 20_000;
  private static final String VALID =
      """
      {"orderId":"o-\\u00e9","amount":100,"limit":-1,"count":2,"urgent":true,"taxRate":0.06,\
      "accountId":"01890a5d-ac96-774b-bcce-b302099a8057","scene":"APP","buyer":{"name":"A"},\
      "lines":[{"description":"tea","quantity":1,"unitAmount":5}],"tags":["a"],"metadata":{"k":"v"}}\
      """;
  private static final List<String> NAMES =
      List.of(
          "orderId",
          "amount",
          "limit",
          "count",
          "retries",
          "urgent",
          "taxRate",
          "accountId",
          "scene",
          "buyer",
          "lines",
          "tags",
          "metadata",
          "name",
          "parent",
          "description",
          "quantity",
          "unitAmount",
          "",
          "x",
          "\\u0000",
          "\\ud800");
  private static final List<String> SCALARS =
      List.of(
          "1",
          "0",
          "-0",
          "-1",
          "1.0",
          "1e2",
          "1e999999999",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999999",
          "2147483648",
          "0.000001",
          "0.0000001",
          "\"1\"",
          "\"\"",
          "\"a\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"😀\"",
          "true",
          "false",
          "null",
          "\"APP\"",
          "\"01890a5d-ac96-774b-bcce-b302099a8057\"",
          "tru",
          "01",
          "'");

  private final RecordReader reader = new RecordReader(TestConstraints.english());

  @Test
  void damagedBodiesAreReadOrRefused() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int read = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] body = damage(VALID.getBytes(UTF_8), random);
      read += readOrRefused(body, "seed " + seed + ", body " + i) ? 1 : 0;
    }
    assertThat(read).as("seed %d: some pass, most do not", seed).isBetween(1, BODIES / 2);
  }

  @Test
  void generatedBodiesAreReadOrRefused() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < BODIES; i++) {
      String body = object(random, 0);
      readOrRefused(body.getBytes(UTF_8), "seed " + seed + ", body " + i);
    }
  }

  @Test
  void randomBytesAreReadOrRefused() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < BODIES; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      assertThat(readOrRefused(body, "seed " + seed + ", body " + i)).isFalse();
    }
  }

  private boolean readOrRefused(byte[] body, String which) {
    try {
      assertThat(reader.read(body, SampleOrder.class)).isNotNull();
      return true;
    } catch (PaymentException refused) {
      assertThat(refused.errors()).as(which).isNotEmpty().hasSizeLessThanOrEqualTo(21);
      return false;
    } catch (RuntimeException | StackOverflowError bug) {
      throw new AssertionError(which + ": " + new String(body, UTF_8), bug);
    }
  }

  /** One to three bytes changed, cut out, doubled, or the end cut off. */
  private static byte[] damage(byte[] body, RandomGenerator random) {
    byte[] damaged = body;
    for (int times = random.nextInt(1, 4); times > 0 && damaged.length > 1; times--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> {
          damaged = damaged.clone();
          damaged[at] = (byte) random.nextInt(256);
        }
        case 1 -> damaged = join(damaged, at, at + 1);
        case 2 -> damaged = join(damaged, Math.min(at + random.nextInt(9), damaged.length), at);
        default -> damaged = Arrays.copyOf(damaged, at);
      }
    }
    return damaged;
  }

  private static byte[] join(byte[] bytes, int headEnd, int tailStart) {
    byte[] joined = Arrays.copyOf(bytes, headEnd + bytes.length - tailStart);
    System.arraycopy(bytes, tailStart, joined, headEnd, bytes.length - tailStart);
    return joined;
  }

  private static String object(RandomGenerator random, int depth) {
    StringBuilder body = new StringBuilder("{");
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      body.append(i == 0 ? "" : ",").append('"').append(name).append("\":");
      body.append(value(random, depth + 1));
    }
    return body.append('}').toString();
  }

  private static String value(RandomGenerator random, int depth) {
    int kind = depth > 20 ? 0 : random.nextInt(5);
    if (kind < 3) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    if (kind == 3) {
      return object(random, depth);
    }
    StringBuilder array = new StringBuilder("[");
    int elements = random.nextInt(4);
    for (int i = 0; i < elements; i++) {
      array.append(i == 0 ? "" : ",").append(value(random, depth + 1));
    }
    return array.append(']').toString();
  }
}
