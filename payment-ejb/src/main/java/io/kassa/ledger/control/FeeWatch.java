package io.kassa.ledger.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes this node look for new fee schedules every two seconds. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FeeWatch {
  private static final Logger LOG = Logger.getLogger(FeeWatch.class.getName());

  @EJB private SchemaGate gate;
  @Inject private FeeDirectory fees;

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void everyTwoSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      fees.look();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not read fee schedules; trying again in 2 s", failure);
    }
  }
}
