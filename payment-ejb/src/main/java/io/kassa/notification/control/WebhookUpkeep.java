package io.kassa.notification.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every ten seconds disables what failed for days, parks what is given up, forgets what is old. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookUpkeep {
  private static final Logger LOG = Logger.getLogger(WebhookUpkeep.class.getName());
  private static final int MOST_BATCHES = 20;

  @EJB private SchemaGate gate;
  @EJB private FailingEndpoints failing;
  @EJB private EndpointBook endpoints;
  @EJB private DeliveryBook deliveries;

  @Inject
  @ConfigProperty(name = "kassa.webhook.disableAfterDays", defaultValue = "5")
  private int disableAfterDays;

  @Schedule(second = "3/10", minute = "*", hour = "*", persistent = false)
  void everyTenSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      failing.disable(disableAfterDays);
      endpoints.forgetPreviousSecrets();
      inBatches(deliveries::park);
      inBatches(deliveries::forget);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not look after webhooks; trying again", failure);
    }
  }

  private static void inBatches(IntSupplier batch) {
    for (int done = 0; done < MOST_BATCHES && batch.getAsInt() > 0; done++) {
      LOG.fine("another batch of deliveries");
    }
  }
}
