package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.instance.Instance;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody with the owner's rights can do to the audit log, and where it shows. */
class AuditTamperIT {
  @AfterEach
  void chainIsIntactAgain() {
    Trail.isIntact();
  }

  @Test
  void changedEntryBreaksTheChainThere() throws Exception {
    String entry = Trail.sealedEntry();
    Trail.change("update kassa.audit_entries set actor = 'x' || actor where id = '" + entry + "'");
    try {
      assertBroken(entry, "HASH_DIFFERS");
    } finally {
      Trail.change(
          "update kassa.audit_entries set actor = substr(actor, 2) where id = '" + entry + "'");
    }
  }

  @Test
  void deletedEntryBreaksTheChainThere() throws Exception {
    String entry = Trail.sealedEntry();
    Trail.change(
        "create table public.kept as select * from kassa.audit_entries where id = '" + entry + "'",
        "delete from kassa.audit_entries where id = '" + entry + "'");
    try {
      assertBroken(entry, "ENTRY_MISSING");
    } finally {
      Trail.change(
          "insert into kassa.audit_entries select * from public.kept", "drop table public.kept");
    }
  }

  @Test
  void entriesWhoseLinksChangedPlacesBreakTheChain() throws Exception {
    String first = Trail.sealedEntry();
    String second = Trail.sealedEntry();
    swapLinks(first, second);
    try {
      JsonObject broken = Trail.verification("").getJsonObject("brokenAt");
      assertThat(broken.getString("reason")).isEqualTo("HASH_DIFFERS");
      assertThat(broken.getString("entryId")).isEqualTo(second);
    } finally {
      swapLinks(first, second);
    }
  }

  @Test
  void deletedLinkBreaksTheChainThere() throws Exception {
    String entry = Trail.sealedEntry();
    String sequence = Trail.sequenceOf(entry);
    Trail.sealedEntry();
    try (Connection connection = Instance.current().database().owner();
        Statement statement = connection.createStatement()) {
      // the sealer would seal the entry anew in the meantime
      statement.execute("select pg_advisory_lock(hashtext('kassa.audit.chain'))");
      statement.execute(
          "create temp table kept as select * from kassa.audit_chain where sequence = " + sequence);
      statement.execute("delete from kassa.audit_chain where sequence = " + sequence);
      try {
        JsonObject broken = Trail.verification("").getJsonObject("brokenAt");
        assertThat(broken.getString("reason")).isEqualTo("LINK_MISSING");
        assertThat(broken.get("sequence")).hasToString(sequence);
      } finally {
        statement.execute("insert into kassa.audit_chain select * from kept");
      }
    }
  }

  @Test
  void entryBehindTheSealersBackIsFound() throws Exception {
    Trail.sealedEntry();
    String forged = UUID.randomUUID().toString();
    Trail.change(
        Trail.insert(
            forged,
            "(select entry_at - interval '601 seconds' from kassa.audit_chain"
                + " order by sequence desc limit 1)"));
    try {
      JsonObject broken = Trail.verification("").getJsonObject("brokenAt");
      assertThat(broken.getString("reason")).isEqualTo("ENTRY_OUTSIDE_CHAIN");
      assertThat(broken.getString("entryId")).isEqualTo(forged);
      assertThat(Trail.isSealed(forged)).isFalse();
    } finally {
      Trail.change("delete from kassa.audit_entries where id = '" + forged + "'");
    }
  }

  @Test
  void applicationMayNotChangeEntriesOrLinks() throws Exception {
    for (String statement :
        List.of(
            "update kassa.audit_entries set actor = 'x'",
            "delete from kassa.audit_entries",
            "truncate kassa.audit_entries",
            "update kassa.audit_chain set sequence = sequence + 1",
            "delete from kassa.audit_chain",
            "truncate kassa.audit_chain")) {
      try (Connection connection = Instance.current().database().runtime();
          Statement refused = connection.createStatement()) {
        assertThatThrownBy(() -> refused.execute(statement))
            .isInstanceOfSatisfying(
                SQLException.class,
                failure -> assertThat(failure.getSQLState()).as(statement).isEqualTo("42501"));
      }
    }
  }

  private static void assertBroken(String entry, String reason) {
    JsonObject found = Trail.verification("");
    assertThat(found.getString("status")).isEqualTo("BROKEN");
    JsonObject broken = found.getJsonObject("brokenAt");
    assertThat(broken.getString("reason")).isEqualTo(reason);
    assertThat(broken.getString("entryId")).isEqualTo(entry);
    assertThat(broken.get("sequence")).hasToString(Trail.sequenceOf(entry));
  }

  /** Exchanges what two links point at, as somebody would who wants another order of events. */
  private static void swapLinks(String one, String other) throws Exception {
    Trail.change(
        "create table public.places as select sequence, entry_id, entry_at from kassa.audit_chain"
            + " where entry_id in ('%s', '%s')".formatted(one, other),
        "update kassa.audit_chain set entry_id = gen_random_uuid()"
            + " where sequence in (select sequence from public.places)",
        "update kassa.audit_chain c set entry_id = p.entry_id, entry_at = p.entry_at"
            + " from public.places p where c.sequence in (select sequence from public.places)"
            + " and p.sequence <> c.sequence",
        "drop table public.places");
  }
}
