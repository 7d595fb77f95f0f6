package io.kassa.crypto;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;

/** Seals a few rows anew with the active key, in a transaction of their own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ResealingBatch {
  static final int ROWS = 100;

  @Inject private Keys keys;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * What a batch did.
   *
   * @param last the row where the next batch goes on; null if there is no more
   * @param unopened rows that were left as they are, since no key of this node opens them
   */
  public record Result(String last, int resealed, List<String> unopened) {}

  /** Seals rows after this one; other nodes may do the same at once. */
  public Result run(SealedColumn column, String after) {
    KeyRing ring = keys.ring();
    Envelope envelope = new Envelope(() -> ring, column.purpose());
    List<Row> rows =
        Sql.rows(entities, column.lockOlder(), ring.active(column.purpose()), after, ROWS);
    int resealed = 0;
    List<String> unopened = new ArrayList<>();
    for (Row row : rows) {
      String id = row.text(0);
      byte[] context = column.context(id);
      byte[] plain;
      try {
        plain = envelope.open(row.bytes(1), context);
      } catch (IllegalStateException damaged) {
        // one bad row must not keep the others from the new key; the timer tells of it
        unopened.add(id);
        continue;
      }
      resealed +=
          Sql.change(entities, column.replace(), envelope.seal(plain, context), id, row.bytes(1));
    }
    return new Result(rows.size() < ROWS ? null : rows.get(ROWS - 1).text(0), resealed, unopened);
  }
}
