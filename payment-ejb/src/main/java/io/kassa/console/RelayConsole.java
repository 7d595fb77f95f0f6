package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.outbox.RelayHolds;
import io.kassa.outbox.RelayState;

/** The relay of one consumer. */
final class RelayConsole implements RelayMXBean {
  private final RelayHolds holds;
  private final String consumer;

  RelayConsole(RelayHolds holds, String consumer) {
    this.holds = requireNonNull(holds, "holds");
    this.consumer = requireNonNull(consumer, "consumer");
  }

  private RelayState state() {
    return holds.find(consumer);
  }

  @Override
  public long getWaiting() {
    return state().waiting();
  }

  @Override
  public long getSent() {
    return state().sent();
  }

  @Override
  public boolean isPaused() {
    return state().pausedAt() != null;
  }

  @Override
  public String getPausedAt() {
    RelayState state = state();
    return state.pausedAt() == null ? null : state.pausedAt().toString();
  }

  @Override
  public String getPausedBy() {
    return state().pausedBy();
  }

  @Override
  public void pause() {
    holds.pause(ConsoleBeans.CALLER, consumer);
  }

  @Override
  public void resume() {
    holds.resume(ConsoleBeans.CALLER, consumer);
  }
}
