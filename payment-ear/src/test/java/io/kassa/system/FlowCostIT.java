package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.bench.DatabaseProxy;
import io.kassa.bench.Exchange;
import io.kassa.instance.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What creating and confirming one payment costs the database, counted between server and database.
 * The bounds are what it costs now: who makes a flow dearer changes them on purpose. Every
 * statement of a flow names the merchant; those of timers and relay do not.
 */
@Tag("payara")
@Order(Turn.WATCHED)
@ExtendWith(WatchedServer.Provider.class)
class FlowCostIT {
  private static final int WARM_UP = 20;
  private static final int FLOWS = 21;

  private final DatabaseProxy proxy;
  private final Shop shop;
  private final String account;

  FlowCostIT(WatchedServer server) {
    proxy = server.proxy();
    shop = Shop.open("ON_REQUEST");
    account = shop.account(1_000_000);
  }

  @BeforeEach
  void warmUp() {
    for (int i = 0; i < WARM_UP; i++) {
      pay();
    }
  }

  @Test
  void flowTakesTwoTransactionsOfThreeStatementsAndFiveRoundTrips() {
    List<List<Exchange>> flows = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      proxy.taken();
      pay();
      List<Exchange> all = proxy.taken();
      // what a pool may ask whenever a connection comes back; it names no merchant
      assertThat(all).noneMatch(exchange -> exchange.says("SHOW"));
      flows.add(all.stream().filter(heard -> heard.concerns(shop.merchantId())).toList());
    }

    assertThat(median(flows, List::size)).as("transactions").isEqualTo(2);
    assertThat(median(flows, flow -> sum(flow, Exchange::work))).as("statements").isEqualTo(3);
    assertThat(median(flows, flow -> sum(flow, Exchange::roundTrips)))
        .as("round trips")
        .isEqualTo(5);
  }

  private void pay() {
    assertThat(shop.order(account, 100).confirm().status()).isEqualTo(200);
  }

  private static long sum(List<Exchange> flow, ToLongFunction<Exchange> count) {
    return flow.stream().mapToLong(count).sum();
  }

  /** The median, since now and then a flow reads the merchant anew for the three-second cache. */
  private static long median(List<List<Exchange>> flows, ToLongFunction<List<Exchange>> count) {
    return flows.stream().mapToLong(count).sorted().skip(FLOWS / 2).findFirst().orElseThrow();
  }
}
