package io.kassa.merchant.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Remembers when a credential last proved something and writes that down every ten seconds, so that
 * no request costs a write. What a crash forgets is ten seconds of a date for the eye.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class CredentialUse {
  private static final Logger LOG = Logger.getLogger(CredentialUse.class.getName());

  /** Beyond this many at a time, the rest is noted with its next use. */
  private static final int MOST_NOTED = 20_000;

  private final Map<String, Instant> noted = new ConcurrentHashMap<>();

  @EJB private SchemaGate gate;
  @EJB private CredentialUseBook book;

  /** Notes that this credential proved something now; costs no database work. */
  public void note(String credentialId) {
    if (noted.size() < MOST_NOTED) {
      noted.put(credentialId, Instant.now());
    }
  }

  @Schedule(second = "*/10", minute = "*", hour = "*", persistent = false)
  void write() {
    if (noted.isEmpty() || !gate.isOpen()) {
      return;
    }
    Map<String, Instant> batch = Map.copyOf(noted);
    try {
      book.write(batch);
      batch.forEach(noted::remove);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "last use of credentials not written; tried again in 10 s", failure);
    }
  }
}
