package io.kassa.merchant.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes down every ten seconds when credentials were last used. What a crash forgets is ten
 * seconds of a date for the eye.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class CredentialUseTimer {
  private static final Logger LOG = Logger.getLogger(CredentialUseTimer.class.getName());

  @EJB private SchemaGate gate;
  @EJB private CredentialUseBook book;
  @Inject private CredentialUse use;

  @Schedule(second = "*/10", minute = "*", hour = "*", persistent = false)
  void write() {
    Map<String, Instant> batch = use.noted();
    if (batch.isEmpty() || !gate.isOpen()) {
      return;
    }
    try {
      book.write(batch);
      use.written(batch);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "last use of credentials not written; tried again in 10 s", failure);
    }
  }
}
