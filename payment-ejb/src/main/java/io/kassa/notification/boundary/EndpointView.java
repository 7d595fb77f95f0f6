package io.kassa.notification.boundary;

import io.kassa.notification.entity.Endpoint;

/**
 * An endpoint as operators see it.
 *
 * @param secret in the answer that made it, and nowhere else; else null
 */
public record EndpointView(Endpoint endpoint, String secret) {
  /** Leaves the secret out, whoever prints it. */
  @Override
  public String toString() {
    return "EndpointView[" + endpoint.id() + "]";
  }
}
