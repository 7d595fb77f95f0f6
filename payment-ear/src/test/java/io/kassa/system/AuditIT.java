package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditIT {
  private static final String OTHER_HASH = "ab".repeat(32);

  private final Shop shop = Shop.open();

  @AfterEach
  void chainIsIntact() {
    Trail.isIntact();
  }

  @Test
  void entryIsSealedWithinFiveSeconds() {
    String entry = Trail.entryOf("credential.created", shop);

    await().atMost(Trail.SEALED_WITHIN).until(() -> Trail.isSealed(entry));
    assertThat(
            Books.strings(
                "select sealed_at - entry_at < interval '5 seconds' from audit_chain where entry_id = '"
                    + entry
                    + "'"))
        .containsExactly("t");
  }

  @Test
  void entryThatCommitsLateIsSealedBehindYoungerOnes() throws Exception {
    String late = UUID.randomUUID().toString();
    try (Connection connection = Instance.current().database().runtime();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(Trail.insert(late, "now()"));
      String younger = Trail.entryOf("credential.created", Shop.open());
      await().atMost(Trail.SEALED_WITHIN).until(() -> Trail.isSealed(younger));
      assertThat(Trail.isSealed(late)).isFalse();
      connection.commit();
    }

    await().atMost(Trail.SEALED_WITHIN).until(() -> Trail.isSealed(late));
    assertThat(
            Books.count(
                "select count(*) from audit_chain l join audit_chain y on y.sequence < l.sequence"
                    + " and y.entry_at > l.entry_at where l.entry_id = '"
                    + late
                    + "'"))
        .as("younger entries before it")
        .isPositive();
  }

  @Test
  void backlogOfSeveralBatchesIsSealed() throws Exception {
    int entries = Integer.getInteger("kassa.test.auditEntries", 1_201);
    long before = Books.count("select count(*) from audit_chain");
    Trail.change(
        """
        insert into kassa.audit_entries (id, at, actor_kind, actor, action)
        select gen_random_uuid(), now() - i * interval '1 millisecond', 'system', 'test', 'test.done'
          from generate_series(1, %d) as i
        """
            .formatted(entries));

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Books.count("select count(*) from audit_chain") >= before + entries);
    long started = System.nanoTime();
    assertThat(Trail.verification("").getInt("entries")).isGreaterThanOrEqualTo(entries);
    System.out.printf(
        "verified %d entries in %d ms%n",
        before + entries, Duration.ofNanos(System.nanoTime() - started).toMillis());
  }

  @Test
  void entriesThatWaitForTheirSealAreMeasured() throws Exception {
    try (Connection connection = Instance.current().database().owner();
        Statement statement = connection.createStatement()) {
      // as if another node had stopped in the middle of sealing
      statement.execute("select pg_advisory_lock(hashtext('kassa.audit.chain'))");
      Trail.entryOf("credential.created", shop);
      await()
          .untilAsserted(
              () -> {
                assertThat(Metrics.value("kassa_audit_unsealed")).isPositive();
                assertThat(Metrics.value("kassa_audit_unsealed_oldest_seconds")).isPositive();
              });
    }
    await().atMost(Trail.SEALED_WITHIN).until(() -> Metrics.value("kassa_audit_unsealed") == 0);
    assertThat(Metrics.value("kassa_audit_unsealed_oldest_seconds")).isZero();
  }

  @Test
  void notedHeadIsFoundAgainAndAnotherIsNot() {
    Trail.sealedEntry();
    JsonObject head = Trail.verification("").getJsonObject("head");
    Trail.sealedEntry();
    String sequence = head.get("sequence").toString();

    assertThat(Trail.noted(sequence, head.getString("hash")).getString("status"))
        .isEqualTo("INTACT");
    JsonObject anew = Trail.noted(sequence, OTHER_HASH);
    assertThat(anew.getString("status")).isEqualTo("BROKEN");
    assertThat(anew.getJsonObject("brokenAt").getString("reason")).isEqualTo("NOTED_HASH_DIFFERS");
    assertThat(anew.getJsonObject("brokenAt").get("sequence")).hasToString(sequence);
    JsonObject cut = Trail.noted("999999999", OTHER_HASH);
    assertThat(cut.getJsonObject("brokenAt").getString("reason")).isEqualTo("NOTED_LINK_MISSING");
  }

  @Test
  void whatOperatorsDoIsInTheLog() throws Exception {
    Client operator = Client.operator();
    String merchant = "/merchants/" + shop.merchantId();
    assertThat(
            operator
                .send(
                    operator
                        .request(merchant)
                        .header("Content-Type", "application/json")
                        .method(
                            "PATCH",
                            BodyPublishers.ofString(
                                "{\"name\":\"Renamed\",\"status\":\"SUSPENDED\"}")))
                .status())
        .isEqualTo(200);
    operator.send("DELETE", merchant + "/credentials/" + shop.credentialId());
    String event = UUID.randomUUID().toString();
    Trail.change(
        """
        insert into kassa.outbox
          (event_id, consumer, merchant_id, object_id, type, created_at, due_at, dead_at)
        values ('%s', 'nobody', '%s', '%s', 'test.event', now(), now(), now())
        """
            .formatted(event, shop.merchantId(), event));
    try {
      assertThat(operator.send("POST", "/dead-letters/" + event + "/replay").status())
          .isEqualTo(202);
    } finally {
      Trail.change("delete from kassa.outbox where event_id = '" + event + "'");
    }

    assertThat(
            Books.strings(
                """
                select action || ' ' || coalesce(details, '') from audit_entries
                 where actor_kind = 'operator' and (merchant_id = '%s' or object_id = '%s')
                 order by at, id
                """
                    .formatted(shop.merchantId(), event)))
        .containsExactly(
            "merchant.created ",
            "credential.created ",
            "merchant.changed name, status=SUSPENDED",
            "credential.revoked ",
            "dead-letter.replayed ");
  }

  @Test
  void pagesHoldEveryEntryOnceNewestFirst() {
    List<String> times = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    String cursor = "";
    for (int page = 0; page < 3; page++) {
      Reply reply = Client.auditor().get("/audit/entries?limit=1" + cursor);
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      JsonObject entry = reply.json().getJsonArray("items").getJsonObject(0);
      times.add(entry.getString("at"));
      ids.add(entry.getString("id"));
      cursor = "&cursor=" + reply.text("nextCursor");
    }

    assertThat(ids).hasSize(3);
    assertThat(times.stream().map(Instant::parse).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void onlyOperatorsAndAuditorsRead() {
    for (String path : List.of("/audit/entries", "/audit/verification")) {
      assertThat(Client.operator().get(path).status()).isEqualTo(200);
      assertThat(shop.server().get(path).status()).isEqualTo(403);
      assertThat(Client.nobody().get(path).status()).isEqualTo(401);
    }
    Reply lonely = Client.auditor().get("/audit/verification?sequence=1");
    assertThat(lonely.status()).isEqualTo(400);
    assertThat(lonely.fields()).containsExactly("hash");
    assertThat(Client.auditor().get("/audit/verification?hash=" + OTHER_HASH).fields())
        .containsExactly("sequence");
    assertThat(Client.auditor().get("/audit/verification?sequence=x&hash=y").status())
        .isEqualTo(400);
  }
}
