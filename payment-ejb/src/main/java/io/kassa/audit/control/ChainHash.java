package io.kassa.audit.control;

import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainHead;
import io.kassa.storage.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The hash of a link: SHA-256 over the hash before it (32 bytes, zeros at first) and the entry's
 * canonical bytes.
 *
 * <p>These are, each as a four-byte big-endian length and UTF-8: the label {@value #LABEL}, id
 * (lower-case UUID), time (microseconds since 1970, decimal), kind of actor, actor, action,
 * merchant id, object id, details. An absent field is the length -1 and nothing else. So no two
 * different entries have the same bytes, and another label means another encoding.
 */
public final class ChainHash {
  static final String LABEL = "kassa-audit-entry-1";

  private static final int ABSENT = -1;

  private ChainHash() {}

  /** The place behind {@code head} once {@code entry} is sealed there. */
  public static ChainHead next(ChainHead head, AuditEntry entry) {
    MessageDigest digest = sha256();
    digest.update(Bytes.array(head.hash()));
    digest.update(canonical(entry));
    return new ChainHead(head.sequence() + 1, Bytes.of(digest.digest()));
  }

  static byte[] canonical(AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    add(bytes, LABEL);
    add(bytes, entry.id());
    add(bytes, ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
    add(bytes, entry.actorKind());
    add(bytes, entry.actor());
    add(bytes, entry.action());
    add(bytes, entry.merchantId());
    add(bytes, entry.objectId());
    add(bytes, entry.details());
    return bytes.toByteArray();
  }

  private static void add(ByteArrayOutputStream bytes, Object field) {
    if (field == null) {
      bytes.writeBytes(length(ABSENT));
      return;
    }
    byte[] text = field.toString().getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(length(text.length));
    bytes.writeBytes(text);
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
