package io.kassa.reconciliation.control;

import io.kassa.channel.BillRow;
import io.kassa.channel.BillRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Takes the rows of a bill as they are read and lays them down in batches. The hash is over the
 * rows, so that a bill that is fetched again can be told from another one, whatever its packing.
 */
final class BillLoad implements BillRows {
  private final StageBook stage;
  private final Run run;
  private final StageBatch batch = new StageBatch();
  private final MessageDigest digest = sha256();
  private long payments;
  private long refunds;

  BillLoad(StageBook stage, Run run) {
    this.stage = stage;
    this.run = run;
  }

  @Override
  public void accept(BillRow row) {
    switch (row.kind()) {
      case PAYMENT -> payments++;
      case REFUND -> refunds++;
    }
    batch.add(lines(), row);
    digest.update((row + "\n").getBytes(StandardCharsets.UTF_8));
    if (batch.isFull()) {
      flush();
    }
  }

  /** Lays down what is left; the hash of the whole, 64 hex digits. */
  String finish() {
    if (!batch.isEmpty()) {
      flush();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** How many lines came so far. */
  long lines() {
    return payments + refunds;
  }

  private void flush() {
    stage.add(run, batch.columns(), payments, refunds);
    batch.clear();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
