package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayIT {
  private final Shop shop = Shop.open();

  @AfterEach
  void relayWorks() {
    InvoiceRelay.resume();
  }

  @Test
  void pausedRelaySendsNothingUntilItIsResumed() {
    InvoiceRelay.pause();
    Order order = shop.order(shop.account(100), 10);
    assertThat(order.confirm().status()).as("payments go on").isEqualTo(200);

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> unsent() == 1 && InvoiceRelay.state().getInt("waiting") >= 1);
    await("drained")
        .atMost(Duration.ofSeconds(30))
        .until(() -> InvoiceRelay.state().getInt("sent") == 0);
    InvoiceRelay.resume();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> order.phone().get(order.path() + "/invoice").status() == 200);
  }

  /** The row is as its relay left it: sent to its own broker, and not to be sent again for long. */
  @Test
  void whatLiesInTheBrokerOfANodeThatIsGoneIsDueWithinSeconds() {
    InvoiceRelay.pause();
    Order order = shop.order(shop.account(100), 10);
    assertThat(order.confirm().status()).isEqualTo(200);
    UUID gone = UUID.randomUUID();
    Books.changeOne(
        "insert into nodes values ('%s', now() - interval '20 seconds')".formatted(gone));
    Books.changeOne(
        """
        update outbox set leased_by = '%s', sent_at = now(), sends = 1,
                          due_at = now() + interval '1 hour'
         where consumer = 'invoice' and merchant_id = '%s'
        """
            .formatted(gone, shop.merchantId()));

    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                Books.count(
                        """
                        select count(*) from outbox
                         where sent_at is null and leased_by is null and due_at <= now()
                           and consumer = 'invoice' and merchant_id = '%s'
                        """
                            .formatted(shop.merchantId()))
                    == 1);
    Books.changeOne("delete from nodes where id = '%s'".formatted(gone));
    InvoiceRelay.resume();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> order.phone().get(order.path() + "/invoice").status() == 200);
  }

  @Test
  void secondPauseAndSecondResumeChangeNothing() {
    InvoiceRelay.resume();
    long before = audited();

    JsonObject paused = InvoiceRelay.pause();
    assertThat(paused.getString("pausedBy")).isNotBlank();
    assertThat(InvoiceRelay.pause().getString("pausedAt")).isEqualTo(paused.getString("pausedAt"));
    assertThat(InvoiceRelay.state().getString("pausedAt")).isEqualTo(paused.getString("pausedAt"));
    assertThat(Metrics.value("kassa_relay_paused")).isEqualTo(1);
    assertThat(audited()).isEqualTo(before + 1);

    assertThat(InvoiceRelay.resume()).doesNotContainKeys("pausedAt", "pausedBy");
    assertThat(InvoiceRelay.resume()).doesNotContainKeys("pausedAt", "pausedBy");
    assertThat(Metrics.value("kassa_relay_paused")).isZero();
    assertThat(audited()).isEqualTo(before + 2);
  }

  @Test
  void onlyOperatorsPauseAndOnlyWhatExists() {
    assertThat(Client.auditor().post("/relay/invoice/pause", "").status()).isEqualTo(403);
    assertThat(Client.auditor().post("/relay/invoice/resume", "").status()).isEqualTo(403);
    assertThat(shop.server().get("/relay").status()).isEqualTo(403);
    assertThat(Client.nobody().get("/relay").status()).isEqualTo(401);
    assertThat(Client.operator().post("/relay/nobody/pause", "").status()).isEqualTo(404);
    assertThat(Client.operator().post("/relay/nobody/resume", "").status()).isEqualTo(404);
    assertThat(InvoiceRelay.state()).doesNotContainKey("pausedAt");
  }

  private long unsent() {
    return Books.count(
        "select count(*) from outbox where sends = 0 and leased_by is null and merchant_id = '"
            + shop.merchantId()
            + "'");
  }

  private static long audited() {
    return Books.count(
        "select count(*) from audit_entries where object_id = 'invoice'"
            + " and action in ('relay.paused', 'relay.resumed')");
  }
}
