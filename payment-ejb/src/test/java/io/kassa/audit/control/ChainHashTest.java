package io.kassa.audit.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainHead;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainHashTest {
  private static final UUID MERCHANT = UUID.fromString("01a207c8-0a61-7a32-8eb3-8e21efc8c5aa");
  private static final AuditEntry CREATED =
      new AuditEntry(
          UUID.fromString("01a207c8-7a61-7b32-8eb3-8e21efc8c5ab"),
          Instant.parse("2026-11-23T09:01:02.345678Z"),
          "operator",
          "admin",
          "merchant.created",
          MERCHANT,
          null,
          null);
  private static final AuditEntry ERASED =
      new AuditEntry(
          UUID.fromString("01a207c8-7a61-7b32-8eb3-8e21efc8c5ac"),
          Instant.parse("2026-11-23T09:01:03Z"),
          "merchant",
          "kc_0123456789ABCDEFGHIJ",
          "personal-data.erased",
          MERCHANT,
          "payment 茶",
          "");

  @Test
  void canonicalBytesAreLengthsAndText() {
    assertThat(HexFormat.of().formatHex(ChainHash.canonical(CREATED)))
        .isEqualTo(
            "00000013"
                + hex("kassa-audit-entry-1")
                + "00000024"
                + hex("01a207c8-7a61-7b32-8eb3-8e21efc8c5ab")
                + "00000010"
                + hex("1795424462345678")
                + "00000008"
                + hex("operator")
                + "00000005"
                + hex("admin")
                + "00000010"
                + hex("merchant.created")
                + "00000024"
                + hex("01a207c8-0a61-7a32-8eb3-8e21efc8c5aa")
                + "ffffffff"
                + "ffffffff");
  }

  /** Computed by a script of another language from the description alone. */
  @Test
  void hashesAreThoseThatAnotherProgramComputes() {
    ChainHead first = ChainHash.next(ChainHead.EMPTY, CREATED);
    ChainHead second = ChainHash.next(first, ERASED);

    assertThat(first)
        .isEqualTo(
            ChainHead.of(1, "917ac3b09f95d7791f8a97ccdf76d15a0751986ae650fc8438346cb70040b101"));
    assertThat(second)
        .isEqualTo(
            ChainHead.of(2, "7dbe6a2fc4178f8d5a6c8e9b4e4985cd7042687a158d8a3e893d3637631e6d92"));
  }

  @Test
  void textThatMovesBetweenFieldsAndAnAbsentOneAreAnotherEntry() {
    List<AuditEntry> entries =
        List.of(
            with("ab", "c", "d", "e"),
            with("a", "bc", "d", "e"),
            with("ab", "c", "de", ""),
            with("ab", "c", "de", null),
            with("ab", "c", "", "de"),
            with("ab", "c", null, "de"));

    assertThat(entries.stream().map(ChainHash::canonical).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  private static AuditEntry with(String actor, String action, String objectId, String details) {
    return new AuditEntry(
        CREATED.id(), CREATED.at(), "operator", actor, action, null, objectId, details);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }
}
