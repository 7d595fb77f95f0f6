package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsIT {
  private static final String CONFIRMED =
      "method=\"POST\",route=\"/payments/{id}/confirmation\",status=\"200\"";

  private final Shop shop = Shop.open();

  @Test
  void confirmationIsCountedByItsRouteAndTime() {
    double before = Metrics.sum("kassa_http_requests_seconds_count", CONFIRMED);
    double atMost30s =
        Metrics.sum("kassa_http_requests_seconds_bucket", CONFIRMED + ",le=\"30.0\"");

    Order order = shop.order(shop.account(100), 10);
    assertThat(order.confirm().status()).isEqualTo(200);

    assertThat(Metrics.sum("kassa_http_requests_seconds_count", CONFIRMED)).isGreaterThan(before);
    assertThat(Metrics.sum("kassa_http_requests_seconds_bucket", CONFIRMED + ",le=\"30.0\""))
        .isGreaterThan(atMost30s);
  }

  @Test
  void refusalAtTheDoorIsCounted() {
    double before = Metrics.sum("kassa_door_refusals_total", "unauthorized");

    Order order = shop.order(shop.account(100), 10);
    assertThat(Client.phone("pk_").post(order.path() + "/confirmation", Shop.BALANCE).status())
        .isEqualTo(401);

    assertThat(Metrics.sum("kassa_door_refusals_total", "unauthorized")).isGreaterThan(before);
  }

  @Test
  void connectionsOfTheDatabaseAreSeen() {
    assertThat(Metrics.sum("kassa_database_connections", "active")).isPositive();
  }

  @Test
  void ledgerIsLookedAtSoonAfterTheStart() {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> Metrics.value("kassa_ledger_check_age_seconds") >= 0);

    assertThat(Metrics.value("kassa_ledger_violations")).isGreaterThanOrEqualTo(0);
  }
}
