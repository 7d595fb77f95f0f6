package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Sink.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many events to fifty endpoints, of which ten are dead, five slow and five flap, while the server
 * is killed. The size is small unless {@code -Dkassa.storm.events=10000 -Dkassa.storm.kills=3} says
 * otherwise.
 */
class WebhookStormIT {
  private static final int EVENTS = Integer.getInteger("kassa.storm.events", 100);
  private static final int KILLS = Integer.getInteger("kassa.storm.kills", 1);
  private static final int HEALTHY = 30;
  private static final int DEAD = 10;
  private static final int SLOW = 5;
  private static final int FLAPPING = 5;
  private static final long SLOWNESS_MILLIS = 2_000;
  private static final Pattern PAYMENT_ID = Pattern.compile("\"paymentId\":\"([^\"]+)\"");

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger flaps = new AtomicInteger();
  private final AtomicBoolean healed = new AtomicBoolean();
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<String, String> idByPayment = new ConcurrentHashMap<>();
  private final Set<String> otherIds = ConcurrentHashMap.newKeySet();
  private final Sink sink = Sink.forgetting(this::answer);
  private final Shop shop = Shop.open("ON_REQUEST");
  private final Hooks hooks = new Hooks(shop);

  @AfterEach
  void close() {
    end.countDown();
    sink.close();
  }

  @Test
  void everyHealthyEndpointGetsEveryEventThoughOthersFailAndTheServerIsKilled() throws IOException {
    List<String> healthy = endpoints("healthy", HEALTHY);
    List<String> flapping = endpoints("flapping", FLAPPING);
    List<String> slow = endpoints("slow", SLOW);
    for (int i = 0; i < DEAD; i++) {
      hooks.at("http://127.0.0.1:9/dead-" + i);
    }
    String account = shop.account(EVENTS);

    long begin = System.nanoTime();
    for (int part = 0; part <= KILLS; part++) {
      for (int i = part; i < EVENTS; i += KILLS + 1) {
        assertThat(shop.order(account, 1).confirm().status()).isEqualTo(200);
      }
      if (part < KILLS) {
        Instance.current().server().killHard();
        Instance.current().server().restart();
      }
    }

    long paid = System.nanoTime();

    Set<String> events =
        new HashSet<>(
            Books.strings("select id from events where merchant_id = '" + shop.merchantId() + "'"));
    assertThat(events).hasSize(EVENTS);
    Duration patience = Duration.ofSeconds(60 + EVENTS / 10);
    await()
        .atMost(patience)
        .untilAsserted(() -> assertThat(healthy).allMatch(path -> sink.taken(path).equals(events)));
    long delivered = System.nanoTime();
    int first =
        Stream.of(healthy, flapping, slow)
            .flatMap(List::stream)
            .mapToInt(path -> sink.taken(path).size())
            .sum();
    System.out.printf(
        "storm: %d events confirmed in %.0f s, at all healthy endpoints after %.0f s,"
            + " %d deliveries taken by then (%.0f/s), %d of them again%n",
        EVENTS,
        seconds(paid - begin),
        seconds(delivered - begin),
        taken.get(),
        taken.get() / seconds(delivered - begin),
        taken.get() - first);
    healed.set(true);
    sendAgainWhatWaits("flapping");
    await()
        .atMost(patience)
        .untilAsserted(
            () -> assertThat(flapping).allMatch(path -> sink.taken(path).equals(events)));
    assertThat(otherIds).as("ids under which an event came again").isEmpty();
  }

  /** Pauses grow to half a day; whoever has mended an endpoint does not wait for them. */
  private void sendAgainWhatWaits(String kind) {
    for (String delivery :
        Books.strings(
            """
            select d.id from webhook_deliveries d
              join webhook_endpoints e on e.merchant_id = d.merchant_id and e.id = d.endpoint_id
             where d.merchant_id = '%s' and e.url like '%%/%s-%%' and d.status <> 'DELIVERED'
            """
                .formatted(shop.merchantId(), kind))) {
      Reply again = Client.operator().post("/webhook-deliveries/" + delivery + "/retry", "{}");
      assertThat(again.status()).as(again.body()).isEqualTo(200);
    }
  }

  private List<String> endpoints(String kind, int count) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add("/" + kind + "-" + i);
      hooks.at(sink.url(paths.get(i)));
    }
    return paths;
  }

  private int answer(Received one) {
    if (one.path().startsWith("/slow")) {
      try {
        end.await(SLOWNESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
    String id = one.header("webhook-id");
    if (!idByPayment.computeIfAbsent(paymentId(one), payment -> id).equals(id)) {
      otherIds.add(id);
    }
    if (one.path().startsWith("/flapping") && !healed.get() && flaps.incrementAndGet() % 2 == 0) {
      return 503;
    }
    taken.incrementAndGet();
    return 204;
  }

  /** Each payment has one event here. */
  private static String paymentId(Received one) {
    Matcher matcher = PAYMENT_ID.matcher(one.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
