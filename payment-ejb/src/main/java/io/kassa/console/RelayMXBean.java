package io.kassa.console;

/** {@code io.kassa:type=Relay,consumer=…}: the notices of one consumer, on all nodes. */
public interface RelayMXBean {
  /** Notices that the broker does not have; counted up to 100 000. */
  long getWaiting();

  /** Notices without receipt that the broker has; 0 while paused means drained. */
  long getSent();

  /** Whether an operator holds the relay. */
  boolean isPaused();

  /** Since when it is held, as in RFC 3339; null if it is not. */
  String getPausedAt();

  /** Who holds it; null if nobody does. */
  String getPausedBy();

  /** Sends the consumer nothing more, on no node, until {@link #resume}. */
  void pause();

  /** Goes on sending. */
  void resume();
}
