package io.kassa.web.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Alive: no threads wait for each other for ever, which nothing but a new start ends. Neither the
 * database nor the broker is asked: a node that waits for them must not be killed for it.
 */
@org.eclipse.microprofile.health.Liveness
@ApplicationScoped
public class Liveness implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    int threads = deadlocked == null ? 0 : deadlocked.length;
    return HealthCheckResponse.named("kassa-live")
        .status(threads == 0)
        .withData("deadlockedThreads", threads)
        .build();
  }
}
