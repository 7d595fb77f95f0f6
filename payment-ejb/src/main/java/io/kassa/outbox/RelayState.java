package io.kassa.outbox;

import java.time.Instant;

/**
 * How it stands with the notices of one consumer, the dead ones left out. Counts end at 100 000.
 *
 * @param waiting notices that the broker does not have
 * @param sent notices that the broker has, or is being given, and that have no receipt yet; 0 while
 *     paused means that the relay is drained
 * @param pausedAt null unless an operator holds the relay
 * @param pausedBy the operator; null like {@code pausedAt}
 */
public record RelayState(
    String consumer, long waiting, long sent, Instant pausedAt, String pausedBy) {}
