package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** A reconciliation as an operator follows it. */
record Reconciled(String id) {
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration TO_MIDNIGHT = Duration.ofSeconds(100);
  private static final int NOON = 12;

  /** Today in China, whose bill the sandbox has already. */
  static LocalDate today() {
    return LocalDate.ofInstant(Instant.now(), CHINA);
  }

  static Reply ask(Shop shop, String configurationId, LocalDate date) {
    return Client.operator()
        .post(
            "/reconciliations",
            "{\"merchantId\":\"%s\",\"configurationId\":\"%s\",\"date\":\"%s\"}"
                .formatted(shop.merchantId(), configurationId, date));
  }

  static Reconciled of(Shop shop, String configurationId, LocalDate date) {
    Reply asked = ask(shop, configurationId, date);
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    return new Reconciled(asked.text("id"));
  }

  /**
   * Today's, when it has ended. What a merchant booked counts as of noon: around midnight in China
   * it is of the day that follows, whose bill the sandbox does not have yet.
   */
  static Reconciled endedToday(Shop shop, String configurationId) {
    bookedAtNoon(shop, today());
    return ended(shop, configurationId, today());
  }

  /** Has all that a merchant booked end on one day in China. */
  static void bookedAtNoon(Shop shop, LocalDate day) {
    Books.script(
        """
        update attempts set ended_at = '%1$s' where merchant_id = '%2$s' and ended_at is not null;
        update refunds set started_at = '%1$s'
         where merchant_id = '%2$s' and started_at is not null
        """
            .formatted(day.atTime(NOON, 0).atZone(CHINA).toInstant(), shop.merchantId()));
  }

  /** Lets midnight in China pass if it is near: a test pays and asks on the same day. */
  static void awaitOneDay() {
    await()
        .atMost(TO_MIDNIGHT.plusSeconds(5))
        .until(() -> LocalDate.ofInstant(Instant.now().plus(TO_MIDNIGHT), CHINA).equals(today()));
  }

  /** The same, when it has ended. */
  static Reconciled ended(Shop shop, String configurationId, LocalDate date) {
    Reconciled asked = of(shop, configurationId, date);
    await().atMost(SOON).until(() -> List.of("DONE", "FAILED").contains(asked.status()));
    return asked;
  }

  /** Those of a merchant: channel, who asked, how it stands, and the day. */
  static List<String> all(Shop shop) {
    return Client.auditor()
        .get("/reconciliations?merchantId=" + shop.merchantId())
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(
            one ->
                String.join(
                    " ",
                    one.getString("channel"),
                    one.getString("requestedBy"),
                    one.getString("status"),
                    one.getString("date")))
        .toList();
  }

  JsonObject json() {
    return Client.auditor().get("/reconciliations/" + id).json();
  }

  String status() {
    return json().getString("status");
  }

  int number(String member) {
    return json().getInt(member);
  }

  List<JsonObject> discrepancies(String query) {
    return Client.auditor()
        .get("/reconciliations/" + id + "/discrepancies" + query)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  /** The only one. */
  JsonObject discrepancy() {
    List<JsonObject> all = discrepancies("");
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  static Reply resolve(JsonObject discrepancy, String action, String reason) {
    return Client.operator()
        .post(
            "/discrepancies/" + discrepancy.getString("id") + "/resolution",
            "{\"action\":\"%s\",\"reason\":\"%s\"}".formatted(action, reason));
  }

  /** By the operator alone, once, with an entry in the audit log; again, the same answer. */
  static void resolves(JsonObject discrepancy, String action) {
    Reply resolved = resolve(discrepancy, action, "looked into");
    assertThat(resolved.status()).as(resolved.body()).isEqualTo(200);
    assertThat(resolved.text("status")).isEqualTo("RESOLVED");
    assertThat(resolved.text("action")).isEqualTo(action);
    assertThat(resolve(discrepancy, action, "looked into").body()).isEqualTo(resolved.body());
    assertThat(resolve(discrepancy, action, "otherwise").code()).isEqualTo("resolution-refused");
    assertThat(
            Books.strings(
                "select details from audit_entries where action = 'discrepancy.resolved'"
                    + " and object_id = '"
                    + discrepancy.getString("id")
                    + "'"))
        .containsExactly(action + ": looked into");
  }

  static void refuses(JsonObject discrepancy, String action) {
    Reply refused = resolve(discrepancy, action, "tried");
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("resolution-refused");
  }
}
