package io.kassa.web.operations;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;

/** Started: the gate opened once, after which {@link Readiness} alone tells of the database. */
@Startup
@ApplicationScoped
public class Started implements HealthCheck {
  @EJB private SchemaGate gate;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("kassa-started");
    return gate.isOpen()
        ? answer.up().build()
        : answer.down().withData("obstacle", String.valueOf(gate.obstacle())).build();
  }
}
