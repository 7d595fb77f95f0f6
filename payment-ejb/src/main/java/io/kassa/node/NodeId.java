package io.kassa.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This process's name, in its heartbeat and on whatever it holds; a restarted one is another. */
@ApplicationScoped
public class NodeId {
  private final UUID id = UUID.randomUUID();

  public UUID id() {
    return id;
  }
}
