package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

/** The audit log as an auditor sees it, and as the tables' owner could change it. */
final class Trail {
  static final Duration SEALED_WITHIN = Duration.ofSeconds(5);

  private Trail() {}

  /** Everything is sealed within the promised time, and the chain holds. */
  static void isIntact() {
    await()
        .atMost(SEALED_WITHIN)
        .untilAsserted(
            () -> {
              JsonObject found = verification("");
              assertThat(found.getString("status")).as(found.toString()).isEqualTo("INTACT");
              assertThat(found.getInt("unsealed")).isZero();
            });
  }

  static JsonObject verification(String query) {
    Reply reply = Client.auditor().get("/audit/verification" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  static JsonObject noted(String sequence, String hash) {
    return verification("?sequence=" + sequence + "&hash=" + hash);
  }

  static String sealedEntry() {
    String entry = entryOf("merchant.created", Shop.open());
    await().atMost(SEALED_WITHIN).until(() -> isSealed(entry));
    return entry;
  }

  static String entryOf(String action, Shop shop) {
    return Books.strings(
            "select id::text from audit_entries where action = '%s' and merchant_id = '%s'"
                .formatted(action, shop.merchantId()))
        .get(0);
  }

  static boolean isSealed(String entry) {
    return Books.count("select count(*) from audit_chain where entry_id = '" + entry + "'") == 1;
  }

  static String sequenceOf(String entry) {
    return Books.strings("select sequence::text from audit_chain where entry_id = '" + entry + "'")
        .get(0);
  }

  static String insert(String id, String at) {
    return "insert into kassa.audit_entries (id, at, actor_kind, actor, action) values ('"
        + id
        + "', "
        + at
        + ", 'system', 'test', 'test.done')";
  }

  /** With the rights of the tables' owner, in one transaction. */
  static void change(String... statements) throws Exception {
    try (Connection connection = Instance.current().database().owner();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
