package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;

/** A merchant's fees: set as an operator does, and reckoned in another way than Kassa's. */
final class Fees {
  private static final int PPM_DIGITS = 6;

  private Fees() {}

  /** Sets the fee of some channels and waits until it is in force. */
  static void set(Shop shop, int ratePpm, long fixed, String... channels) {
    LedgerIT.inForce(put(shop, ratePpm, fixed, channels));
  }

  /** Sets the fee of some channels; the answer is about the last one. */
  static Reply put(Shop shop, int ratePpm, long fixed, String... channels) {
    Reply set = null;
    for (String channel : channels) {
      Client operator = Client.operator();
      set =
          operator.send(
              operator
                  .request("/merchants/" + shop.merchantId() + "/fees/" + channel + "/CNY")
                  .header("Content-Type", "application/json")
                  .PUT(
                      BodyPublishers.ofString(
                          "{\"ratePpm\":%d,\"fixed\":%d}".formatted(ratePpm, fixed))));
      assertThat(set.status()).as(set.body()).isEqualTo(200);
    }
    return set;
  }

  /** What a payment costs. */
  static long of(long amount, int ratePpm, long fixed) {
    BigDecimal rate =
        BigDecimal.valueOf(ratePpm, PPM_DIGITS)
            .multiply(BigDecimal.valueOf(amount))
            .setScale(0, RoundingMode.HALF_UP);
    return Math.min(amount, rate.longValueExact() + fixed);
  }
}
