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

  /** The same, when it has ended. */
  static Reconciled ended(Shop shop, String configurationId, LocalDate date) {
    Reconciled asked = of(shop, configurationId, date);
    await().atMost(SOON).until(() -> List.of("DONE", "FAILED").contains(asked.status()));
    return asked;
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
}
