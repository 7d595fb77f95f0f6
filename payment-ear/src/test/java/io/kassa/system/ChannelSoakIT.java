package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Many payments through both providers, of which a share meets faults that the seed draws. In the
 * end every payment is final and paid once, and the books of both sides say the same, and the
 * statement ties to the cent. {@code -Dkassa.soak.seed} repeats a run.
 */
class ChannelSoakIT {
  private static final int PAYMENTS = 1_000;
  private static final int CLIENTS = 16;
  private static final int RATE_PPM = 6_500;
  private static final long FIXED = 3;
  private static final String NOTICES = "/notifications/";
  private static final double FAULTS = 0.2;
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final long seed =
      Long.getLong("kassa.soak.seed", Instant.now().toEpochMilli() % 1_000_000);

  @AfterAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true}");
  }

  @Test
  void everyPaymentIsPaidOnceWhateverFails() throws InterruptedException, ExecutionException {
    System.out.printf("seed %d: repeat with -Dkassa.soak.seed=%1$d%n", seed);
    Sandbox.control(
        """
        {"reset":true,"timeFactor":60,"slowMillis":1000,"autoPay":true,"payerMillis":100,
         "lateCallbackMillis":2000,"randomFaults":{"seed":%d,"rate":%s}}
        """
            .formatted(seed, FAULTS));
    SandboxMerchant merchant = Sandbox.merchant();
    Shop shop = Sandbox.shop(merchant);
    Fees.set(shop, RATE_PPM, FIXED, "WECHAT_PAY", "ALIPAY");
    ExecutorService phones = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Order>> paying =
          IntStream.range(0, PAYMENTS).mapToObj(i -> phones.submit(() -> paid(shop, i))).toList();
      for (Future<Order> payment : paying) {
        assertThat(payment.get()).isNotNull();
      }
    } finally {
      phones.shutdownNow();
    }

    assertThat(statuses(shop)).isEqualTo(Map.of("SUCCEEDED", (long) PAYMENTS));
    Awaitility.await().atMost(LONGEST).until(() -> open(shop) == 0);
    Books.areRight();
    Sandbox.agreesWith(shop, merchant);
    Tied.toTheCent(
        shop,
        IntStream.range(0, PAYMENTS).mapToLong(i -> Fees.of(amount(i), RATE_PPM, FIXED)).sum());
    noticesAreAnsweredInTime();
  }

  /** Within a second on average, on a machine that all sides of this test share. */
  private static void noticesAreAnsweredInTime() {
    double answered = Metrics.sum("kassa_http_requests_seconds_count", NOTICES);
    double seconds = Metrics.sum("kassa_http_requests_seconds_sum", NOTICES);
    System.out.printf("%.0f notices, %.3f s each%n", answered, seconds / answered);
    assertThat(answered).isGreaterThan(PAYMENTS / 2);
    assertThat(seconds / answered).isLessThan(1);
  }

  private static long amount(int number) {
    return 1_000L + number % 7;
  }

  private Order paid(Shop shop, int number) {
    String channel = number % 2 == 0 ? "WECHAT_PAY" : "ALIPAY";
    Order order = shop.described("soak %d %d".formatted(seed, number), amount(number));
    Awaitility.await()
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              String status = order.phone().get(order.path()).text("status");
              if (status.equals("REQUIRES_CONFIRMATION") || status.equals("PROCESSING")) {
                order.confirm(channel);
              }
              return status.equals("SUCCEEDED");
            });
    return order;
  }

  private static Map<String, Long> statuses(Shop shop) {
    return Books.strings(
            "select status from payments where merchant_id = '" + shop.merchantId() + "'")
        .stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static long open(Shop shop) {
    return Books.count(
        """
        select count(*) from attempts
         where merchant_id = '%s' and status in ('PENDING', 'UNKNOWN')
        """
            .formatted(shop.merchantId()));
  }
}
