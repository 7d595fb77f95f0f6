package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each fault of a provider, on both: the payer acts by himself, whatever Kassa hears of it. Every
 * payment ends as it should, with one charge for one that succeeded and none for the others; what
 * the sandbox's books say and what Kassa's say is the same, and the statement ties to the cent.
 */
class ChannelFaultsIT {
  private static final Duration LONGEST = Duration.ofSeconds(100);

  /** The last two digits of the amount, and where the payment ends; see docs/sandbox.md. */
  private static final Map<Integer, String> ENDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(60, "SUCCEEDED"),
              Map.entry(61, "SUCCEEDED"),
              Map.entry(62, "SUCCEEDED"),
              Map.entry(63, "SUCCEEDED"),
              Map.entry(64, "SUCCEEDED"),
              Map.entry(65, "SUCCEEDED"),
              Map.entry(66, "SUCCEEDED"),
              Map.entry(67, "SUCCEEDED"),
              Map.entry(68, "EXPIRED"),
              Map.entry(69, "SUCCEEDED"),
              Map.entry(70, "SUCCEEDED"),
              Map.entry(71, "SUCCEEDED"),
              Map.entry(72, "SUCCEEDED"),
              Map.entry(73, "SUCCEEDED"),
              Map.entry(74, "SUCCEEDED"),
              Map.entry(75, "SUCCEEDED"),
              Map.entry(76, "SUCCEEDED"),
              Map.entry(77, "SUCCEEDED"),
              Map.entry(78, "EXPIRED")));

  private static final int EXPIRES_SECONDS = 60;

  /** For those that nobody pays: enough to be declined more than once. */
  private static final int SOON_EXPIRES_SECONDS = 15;

  /** A sixteenth: of 1064 it lies halfway between two minor units, others round both ways. */
  private static final int RATE_PPM = 62_500;

  private static final long FIXED = 7;
  private static final Map<String, Future<Order>> PAYMENTS = new TreeMap<>();

  private static ExecutorService phones;
  private static SandboxMerchant merchant;
  private static Shop shop;

  @BeforeAll
  static void payAllAtOnce() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":60}");
    merchant = Sandbox.merchant();
    shop = Sandbox.shop(merchant);
    Fees.set(shop, RATE_PPM, FIXED, "WECHAT_PAY", "ALIPAY");
    phones = Executors.newFixedThreadPool(2 * ENDS.size());
    for (String channel : List.of("WECHAT_PAY", "ALIPAY")) {
      for (int digits : ENDS.keySet()) {
        PAYMENTS.put(channel + " " + digits, phones.submit(() -> paid(channel, 1_000 + digits)));
      }
    }
  }

  @AfterAll
  static void end() {
    phones.shutdownNow();
    Sandbox.control("{\"reset\":true}");
    Books.areRight();
    Sandbox.agreesWith(shop, merchant);
    Tied.toTheCent(shop, fees());
  }

  /** What those that succeeded cost, each rounded by itself. */
  private static long fees() {
    return 2
        * ENDS.entrySet().stream()
            .filter(end -> end.getValue().equals("SUCCEEDED"))
            .mapToLong(end -> Fees.of(1_000L + end.getKey(), RATE_PPM, FIXED))
            .sum();
  }

  /** A phone that confirms again whenever it may, as an impatient payer does. */
  private static Order paid(String channel, long amount) {
    boolean pays = ENDS.get((int) (amount % 100)).equals("SUCCEEDED");
    Order order = shop.order(null, amount, pays ? EXPIRES_SECONDS : SOON_EXPIRES_SECONDS);
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              String status = order.phone().get(order.path()).text("status");
              if (status.equals("REQUIRES_CONFIRMATION") && amount % 100 != 68) {
                order.confirm(channel);
              } else if (status.equals("REQUIRES_CONFIRMATION") && order.attempts().isEmpty()) {
                Reply declined = order.confirm(channel);
                assertThat(declined.status()).as(declined.body()).isEqualTo(402);
                assertThat(declined.code()).isEqualTo("payment-declined");
              } else if (status.equals("PROCESSING")) {
                order.confirm(channel);
              }
              return status.equals("SUCCEEDED") || status.equals("EXPIRED");
            });
    return order;
  }

  @TestFactory
  Stream<DynamicTest> everyFaultEndsWell() {
    List<DynamicTest> tests = new ArrayList<>();
    PAYMENTS.forEach(
        (name, payment) ->
            tests.add(
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Order order = payment.get();
                      int digits = Integer.parseInt(name.substring(name.indexOf(' ') + 1));
                      assertThat(order.status()).isEqualTo(ENDS.get(digits));
                      assertThat(Sandbox.charges(order))
                          .as("%s %s", order.attempts(), Sandbox.orders(order))
                          .isEqualTo(order.status().equals("SUCCEEDED") ? 1 : 0);
                      assertThat(order.attempts()).doesNotContain("PENDING", "UNKNOWN");
                    })));
    return tests.stream();
  }
}
