package io.kassa.console;

/** {@code io.kassa:type=Node}: this node. */
public interface NodeMXBean {
  /** Whether it takes requests. */
  boolean isOpen();

  /** Why it does not; null if it does. */
  String getObstacle();

  /** How many nodes live and share limits, this one included. */
  int getLiveNodes();
}
