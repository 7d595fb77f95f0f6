package io.kassa.system;

import io.kassa.instance.SandboxMerchant;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each thing happened to payments, as the books of Kassa and the providers show it. */
final class Happened {
  /** What random sequences have to have had, each at least once. */
  static final Set<String> KINDS =
      Set.of(
          "confirmed",
          "declined",
          "canceled",
          "expired",
          "refunded in full",
          "refunded in part",
          "refund failed",
          "callback twice",
          "callback late",
          "paid after expiry",
          "paid after cancellation",
          "fee changed");

  /** Behind how much the payment is, a callback was late; they are three seconds late here. */
  private static final Duration LATE = Duration.ofMillis(2_500);

  private static final String HERE =
      """
      select kind || '=' || count(*) from (
        select merchant_id, case status when 'SUCCEEDED' then 'confirmed'
                                        else lower(status) end as kind
          from payments where status in ('SUCCEEDED', 'CANCELED', 'EXPIRED')
        union all
        select merchant_id, 'declined' from attempts where status = 'DECLINED'
        union all
        select merchant_id, 'paid after expiry' from events
         where type = 'payment.succeeded' and late
        union all
        select r.merchant_id,
               case when r.cause <> 'MERCHANT' then 'paid after cancellation'
                    when r.status = 'FAILED' then 'refund failed'
                    when r.amount_minor = p.amount_minor then 'refunded in full'
                    else 'refunded in part' end
          from refunds r join payments p on p.merchant_id = r.merchant_id and p.id = r.payment_id
      ) as all_that (merchant_id, kind)
       where merchant_id in (%s) group by kind
      """;

  private Happened() {}

  /** What happened to some merchants, of whom one pays through the providers; never nought. */
  static Map<String, Long> to(SandboxMerchant merchant, List<Shop> shops) {
    Map<String, Long> happened = new TreeMap<>();
    String whose =
        shops.stream().map(shop -> "'" + shop.merchantId() + "'").collect(Collectors.joining(","));
    for (String row : Books.strings(HERE.formatted(whose))) {
      int sign = row.indexOf('=');
      happened.put(row.substring(0, sign), Long.parseLong(row.substring(sign + 1)));
    }
    for (JsonObject order : Sandbox.orders(merchant)) {
      for (JsonObject callback : order.getJsonArray("callbacks").getValuesAs(JsonObject.class)) {
        called(happened, order, callback);
      }
    }
    return happened;
  }

  /** Only what Kassa took counts, and only what tells of a payment. */
  private static void called(Map<String, Long> happened, JsonObject order, JsonObject callback) {
    List<Instant> taken =
        callback.getJsonArray("attempts").getValuesAs(JsonObject.class).stream()
            .filter(attempt -> attempt.getBoolean("accepted"))
            .map(attempt -> Instant.parse(attempt.getString("at")))
            .toList();
    List<JsonObject> charges = order.getJsonArray("charges").getValuesAs(JsonObject.class);
    if (callback.getString("event").toLowerCase(Locale.ROOT).contains("refund")
        || taken.isEmpty()
        || charges.isEmpty()) {
      return;
    }
    if (taken.size() > 1) {
      happened.merge("callback twice", 1L, Long::sum);
    }
    Instant paid = Instant.parse(charges.get(0).getString("at"));
    if (!taken.get(0).isBefore(paid.plus(LATE))) {
      happened.merge("callback late", 1L, Long::sum);
    }
  }
}
