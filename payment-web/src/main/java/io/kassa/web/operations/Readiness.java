package io.kassa.web.operations;

import io.kassa.outbox.OutboxLag;
import io.kassa.schema.Partitions;
import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready: schema current, keys loaded, database answers. The outbox's lag is data and never a reason
 * to be DOWN, since confirmations work without a broker.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {
  @EJB private SchemaGate gate;
  @EJB private OutboxLag outboxLag;
  @EJB private Partitions partitions;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("kassa");
    if (!gate.isOpen()) {
      return answer.down().withData("obstacle", String.valueOf(gate.obstacle())).build();
    }
    answer
        .withData("partitionsUntil", partitions.coveredUntil().toString())
        .withData("partitionsAlarm", partitions.alarm());
    try {
      OutboxLag.Lag lag = outboxLag.look();
      return answer
          .up()
          .withData("outboxOpen", lag.open())
          .withData("outboxOldestSeconds", lag.oldestSeconds())
          .withData("outboxDead", lag.dead())
          .withData("relayPaused", lag.paused())
          .build();
    } catch (EJBException noDatabase) {
      return answer.down().withData("obstacle", "the database does not answer").build();
    }
  }
}
