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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger flaps = new AtomicInteger();
  private final AtomicBoolean healed = new AtomicBoolean();
  private final Sink sink = Sink.answering(this::answer);
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
    endpoints("slow", SLOW);
    for (int i = 0; i < DEAD; i++) {
      hooks.at("http://127.0.0.1:9/dead-" + i);
    }
    String account = shop.account(EVENTS);

    for (int part = 0; part <= KILLS; part++) {
      for (int i = part; i < EVENTS; i += KILLS + 1) {
        assertThat(shop.order(account, 1).confirm().status()).isEqualTo(200);
      }
      if (part < KILLS) {
        Instance.current().server().killHard();
        Instance.current().server().restart();
      }
    }

    Set<String> events =
        new HashSet<>(
            Books.strings("select id from events where merchant_id = '" + shop.merchantId() + "'"));
    assertThat(events).hasSize(EVENTS);
    Duration patience = Duration.ofSeconds(60 + EVENTS / 10);
    await()
        .atMost(patience)
        .untilAsserted(() -> assertThat(healthy).allMatch(path -> sink.taken(path).equals(events)));
    healed.set(true);
    sendAgainWhatWaits("flapping");
    await()
        .atMost(patience)
        .untilAsserted(
            () -> assertThat(flapping).allMatch(path -> sink.taken(path).equals(events)));
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
    boolean fails =
        one.path().startsWith("/flapping") && !healed.get() && flaps.incrementAndGet() % 2 == 0;
    return fails ? 503 : 204;
  }
}
