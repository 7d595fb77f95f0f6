package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.node.NodeShare;
import io.kassa.schema.SchemaGate;

/** This node. */
final class NodeConsole implements NodeMXBean {
  private final SchemaGate gate;
  private final NodeShare share;

  NodeConsole(SchemaGate gate, NodeShare share) {
    this.gate = requireNonNull(gate, "gate");
    this.share = requireNonNull(share, "share");
  }

  @Override
  public boolean isOpen() {
    return gate.isOpen();
  }

  @Override
  public String getObstacle() {
    return gate.isOpen() ? null : gate.obstacle();
  }

  @Override
  public int getLiveNodes() {
    return share.liveNodes();
  }
}
