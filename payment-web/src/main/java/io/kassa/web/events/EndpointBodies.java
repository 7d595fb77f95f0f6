package io.kassa.web.events;

import io.kassa.notification.boundary.EndpointChange;
import io.kassa.notification.boundary.EndpointView;
import io.kassa.notification.entity.Endpoint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The bodies about endpoints. */
public final class EndpointBodies {
  private static final int LONGEST_URL = 2_000;
  private static final int SHORTEST_URL = 8;
  private static final int LONGEST_TYPE = 60;
  private static final int MOST_TYPES = 30;
  private static final int MOST_OVERLAP_SECONDS = 30 * 24 * 60 * 60;
  private static final int USUAL_OVERLAP_SECONDS = 24 * 60 * 60;

  private EndpointBodies() {}

  /** The body of {@code POST}; all types if none is named. */
  public record NewEndpointJson(
      @NotNull @Size(min = SHORTEST_URL, max = LONGEST_URL) String url,
      @Size(min = 1, max = MOST_TYPES) List<@Size(min = 1, max = LONGEST_TYPE) String> eventTypes) {
    List<String> types() {
      return eventTypes == null ? List.of() : eventTypes;
    }
  }

  /** The body of {@code PATCH}; what is left out stays as it is, no types are all types. */
  public record EndpointChangeJson(
      @Size(min = SHORTEST_URL, max = LONGEST_URL) String url,
      @Size(max = MOST_TYPES) List<@Size(min = 1, max = LONGEST_TYPE) String> eventTypes,
      Boolean enabled) {
    EndpointChange change() {
      return new EndpointChange(url, eventTypes, enabled);
    }
  }

  /** The body of {@code POST …/rotation}: how long the old secret signs too; a day if not said. */
  public record SecretRotationJson(@Min(0) @Max(MOST_OVERLAP_SECONDS) Integer overlapSeconds) {
    Duration overlap() {
      return Duration.ofSeconds(overlapSeconds == null ? USUAL_OVERLAP_SECONDS : overlapSeconds);
    }
  }

  /** An endpoint as answered; {@code secret} only once, in the answer that made it. */
  public record EndpointJson(
      UUID id,
      String url,
      List<String> eventTypes,
      boolean enabled,
      String disabledReason,
      boolean test,
      int failures,
      Instant failingSince,
      Instant previousSecretUntil,
      long version,
      Instant createdAt,
      Instant changedAt,
      String secret) {
    static EndpointJson of(EndpointView view) {
      Endpoint endpoint = view.endpoint();
      return new EndpointJson(
          endpoint.id(),
          endpoint.url(),
          endpoint.eventTypes(),
          endpoint.enabled(),
          endpoint.disabledReason(),
          endpoint.test(),
          endpoint.failures(),
          endpoint.failingSince(),
          endpoint.previousUntil(),
          endpoint.version(),
          endpoint.createdAt(),
          endpoint.changedAt(),
          view.secret());
    }

    @Override
    public String toString() {
      return "EndpointJson[" + id + "]";
    }
  }

  /** How many deliveries are sent again. */
  public record RetriedJson(int retried) {}
}
