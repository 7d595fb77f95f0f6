package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.SandboxMerchant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of what merchants, payers and providers do, many at a time, against a model in
 * memory: answers, states, refunds, balances, fees and every account of the ledger agree. {@code
 * -Dkassa.seed} draws the same sequences again, {@code -Dkassa.model.sequences} more of them.
 */
class MoneyModelIT {
  private static final int SEQUENCES = Integer.getInteger("kassa.model.sequences", 160);
  private static final int THREADS = 6;

  /** Of so many, one pays through a provider, whose callbacks take their time. */
  private static final int PER_PROVIDER = 8;

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
    for (MoneyModel model : List.of(paysItself, mixed, atProviders)) {
      assertThat(model.size()).isPositive();
      Tied.toTheCent(model.shop(), model.agrees());
    }
    Sandbox.agreesWith(atProviders.shop(), merchant);
    // whatever it deposits and pays itself, there is nothing that others paid
    assertThat(payable(paysItself)).isZero();
    System.out.printf("model: compared and settled in %.1f s%n", seconds(System.nanoTime() - told));
  }

  private void runAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < SEQUENCES; i++) {
        int number = i;
        running.add(threads.submit(() -> run(number)));
      }
      for (Future<?> sequence : running) {
        sequence.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(int number) {
    try {
      sequence(number).run();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("sequence %d of seed %d".formatted(number, seed), failure);
    }
  }

  private MoneySequence sequence(int number) {
    long own = seed + number;
    if (number % PER_PROVIDER == 0) {
      return new ProviderSequence(atProviders, own);
    }
    return number % KINDS == 0
        ? new MoneySequence(paysItself, own, 0)
        : new MoneySequence(mixed, own, HALF);
  }

  private static long payable(MoneyModel model) {
    return Client.auditor()
        .get("/merchants/" + model.shop().merchantId() + "/settlements")
        .json()
        .getJsonArray("items")
        .getJsonObject(0)
        .getJsonNumber("payable")
        .longValue();
  }

  private static double seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() / 1e3;
  }
}
