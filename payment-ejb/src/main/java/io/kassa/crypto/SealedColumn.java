package io.kassa.crypto;

/**
 * The columns whose values are sealed anew after a rotation. A new one is an entry here, an index
 * on {@link #VERSION} and the right to update it.
 */
public enum SealedColumn {
  /** What a merchant signs requests with. */
  CREDENTIAL_SECRET(KeyPurpose.CREDENTIAL, "credentials", "sealed_secret"),
  /** What a merchant's channel configuration keeps to itself. */
  CHANNEL_SECRETS(KeyPurpose.CREDENTIAL, "channel_configurations", "sealed_secrets"),
  /** What a merchant verifies deliveries with. */
  WEBHOOK_SECRET(KeyPurpose.CREDENTIAL, "webhook_endpoints", "sealed_secret"),
  /** The same before its rotation. */
  WEBHOOK_PREVIOUS_SECRET(KeyPurpose.CREDENTIAL, "webhook_endpoints", "sealed_previous_secret");

  /** The key version that a sealed value names, as an expression of SQL. */
  private static final String VERSION = "get_byte(%1$s, 1) * 256 + get_byte(%1$s, 2)";

  private final KeyPurpose purpose;
  private final String table;
  private final String column;

  SealedColumn(KeyPurpose purpose, String table, String column) {
    this.purpose = purpose;
    this.table = table;
    this.column = column;
  }

  KeyPurpose purpose() {
    return purpose;
  }

  /** Where the value of this row stands. */
  byte[] context(String rowId) {
    return Envelope.context(table, column, rowId);
  }

  /**
   * Rows below version {@code ?1} after row {@code ?2}, at most {@code ?3}, that nobody else holds.
   * Only lower versions: a node that has not heard of a rotation yet must not undo it.
   */
  String lockOlder() {
    return """
        select cast(id as text), %1$s from %2$s
         where %1$s is not null and %3$s < ?1 and cast(id as text) > ?2
         order by cast(id as text) limit ?3 for update skip locked
        """
        .formatted(column, table, version());
  }

  /** Puts {@code ?1} in the place of {@code ?3} in row {@code ?2}. */
  String replace() {
    return "update %2$s set %1$s = ?1 where cast(id as text) = ?2 and %1$s = ?3"
        .formatted(column, table);
  }

  /** Whether any row names version {@code ?1}. */
  String names() {
    return "select exists (select 1 from %2$s where %1$s is not null and %3$s = ?1)"
        .formatted(column, table, version());
  }

  private String version() {
    return VERSION.formatted(column);
  }
}
