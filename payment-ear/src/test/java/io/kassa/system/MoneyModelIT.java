package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.SandboxMerchant;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of what merchants, payers and providers do, many at a time, against a model in
 * memory: answers, states, refunds, balances, fees and every account of the ledger agree, and so
 * does each settlement. {@code -Dkassa.seed} draws the same sequences again, {@code
 * -Dkassa.model.sequences} more of them: 3000 is the long run.
 */
class MoneyModelIT {
  private static final int SEQUENCES = Integer.getInteger("kassa.model.sequences", 80);
  private static final int THREADS = 6;

  /** Of so many, one pays through a provider, whose callbacks take their time. */
  private static final int PER_PROVIDER = 8;

  /** Before each of so many a fee changes for certain, and before others by chance. */
  private static final int PER_FEE = 10;

  private static final int KINDS = 3;
  private static final int HALF = 50;

  private final long seed = Long.getLong("kassa.seed", new Random().nextLong());
  private final SandboxMerchant merchant = Sandbox.merchant();
  private final MoneyModel paysItself = new MoneyModel(Shop.open("ON_REQUEST"));
  private final MoneyModel mixed = new MoneyModel(Shop.open("ON_REQUEST").with("TEST", "{}"));
  private final MoneyModel atProviders = new MoneyModel(Sandbox.shop(merchant));

  @AfterAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true}");
  }

  @Test
  void statesLedgerAndCapsAgreeWithTheModel() throws Exception {
    System.out.printf(
        "model: %d sequences, seed %d: repeat with -Dkassa.seed=%2$d%n", SEQUENCES, seed);
    Sandbox.control("{\"reset\":true,\"timeFactor\":60,\"lateCallbackMillis\":3000}");
    long begin = System.nanoTime();
    runAll();
    long told = System.nanoTime();
    System.out.printf(
        "model: %d payments in %.1f s%n",
        paysItself.size() + mixed.size() + atProviders.size(), seconds(told - begin));
    JsonObject own = settled(paysItself);
    assertThat(paysItself.fromOutside()).isZero();
    assertThat(Tied.number(own.getJsonObject("total"), "gross")).isPositive();
    assertThat(Tied.number(own, "payable")).as("of what it paid itself").isZero();
    settled(mixed);
    settled(atProviders);
    Sandbox.agreesWith(atProviders.shop(), merchant);
    everyKindHappened();
    System.out.printf("model: compared and settled in %.1f s%n", seconds(System.nanoTime() - told));
  }

  /**
   * Compares and settles. What was deposited is netted: whatever a merchant deposits and pays
   * itself, it is owed only what came from outside, less the fees and less what its customers may
   * still spend.
   */
  private static JsonObject settled(MoneyModel model) {
    assertThat(model.size()).isPositive();
    long fees = model.agrees();
    JsonObject settled = Tied.toTheCent(model.shop(), fees);
    assertThat(Tied.number(settled, "closing"))
        .isEqualTo(model.fromOutside() - fees - model.stored());
    return settled;
  }

  private void everyKindHappened() {
    Map<String, Long> happened =
        Happened.to(merchant, List.of(paysItself.shop(), mixed.shop(), atProviders.shop()));
    happened.put(
        "fee changed", paysItself.feeChanges() + mixed.feeChanges() + atProviders.feeChanges());
    System.out.println("model: " + happened);
    assertThat(happened).containsOnlyKeys(Happened.KINDS);
    assertThat(happened.values()).doesNotContain(0L);
  }

  private void runAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      run(threads, 0, SEQUENCES / 2);
      // a fast machine is done before a new fee is in force
      Awaitility.await()
          .until(
              () -> Stream.of(paysItself, mixed, atProviders).allMatch(MoneyModel::feesAreInForce));
      run(threads, SEQUENCES / 2, SEQUENCES);
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(ExecutorService threads, int from, int to) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int number = i;
      running.add(threads.submit(() -> run(number)));
    }
    for (Future<?> sequence : running) {
      sequence.get();
    }
  }

  private void run(int number) {
    try {
      MoneySequence sequence = sequence(number);
      if (number % PER_FEE == 0) {
        sequence.changeFee();
      }
      sequence.run();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("sequence %d of seed %d".formatted(number, seed), failure);
    }
  }

  private MoneySequence sequence(int number) {
    long own = seed + number;
    if (number % PER_PROVIDER == 0) {
      return new ProviderSequence(atProviders, own, number / PER_PROVIDER);
    }
    return number % KINDS == 0
        ? new MoneySequence(paysItself, own, 0)
        : new MoneySequence(mixed, own, HALF);
  }

  private static double seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() / 1e3;
  }
}
