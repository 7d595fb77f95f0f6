package io.kassa.channel.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long Kassa waits before it asks a channel again. {@code kassa.test.timeScale}, more than 0
 * and at most 1, shortens that for test merchants, so that a test need not last an hour; for a live
 * merchant it is always 1, whatever the property says.
 */
@ApplicationScoped
public class TimeScale {
  private final double testScale;

  /** For the proxy alone. */
  TimeScale() {
    this(1);
  }

  @Inject
  TimeScale(@ConfigProperty(name = "kassa.test.timeScale", defaultValue = "1") double testScale) {
    if (!(testScale > 0 && testScale <= 1)) {
      throw new IllegalStateException("kassa.test.timeScale is more than 0 and at most 1");
    }
    this.testScale = testScale;
  }

  /** The factor for a merchant's delays. */
  public double factor(boolean test) {
    return test ? testScale : 1;
  }

  /** A delay as it is for a merchant. */
  public Duration scaled(Duration delay, boolean test) {
    return test ? Duration.ofMillis(Math.round(delay.toMillis() * testScale)) : delay;
  }
}
