package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Alipay gives back what is paid in the moment in which an order is canceled that nobody had
 * opened. The news of that payment may come after the news of its end.
 */
class GivenBackIT {
  @BeforeAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20}");
  }

  @Test
  void paymentThatItsChannelGaveBackIsNotTakenForPaid() {
    Shop shop = Sandbox.shop(Sandbox.merchant());
    Order order = shop.order(shop.account(5_000), 1_200);
    String code = ChannelScenesIT.shown(order.confirm("ALIPAY").json().getJsonObject("nextAction"));
    Sandbox.scan(code, "open");
    Books.script(
        """
        update attempts set status = 'CLOSED', reason = 'CANCELED_AND_REFUNDED', ended_at = now(),
                            due_at = null
         where payment_id = '%1$s';
        update payments set status = 'REQUIRES_CONFIRMATION' where id = '%1$s'
        """
            .formatted(order.id()));

    Sandbox.scan(code, "pay");

    await().atMost(Duration.ofSeconds(40)).until(() -> notices(order) > 0);
    assertThat(order.status()).isEqualTo("REQUIRES_CONFIRMATION");
    assertThat(
            Books.count("select count(*) from postings where reference_id = '" + order.id() + "'"))
        .isZero();
    assertThat(order.confirm().status()).isEqualTo(200);
    Books.areRight();
  }

  private static long notices(Order order) {
    return Books.count(
        """
        select count(*) from channel_notices n join attempts a on a.id = n.attempt_id
         where a.payment_id = '%s'
        """
            .formatted(order.id()));
  }
}
