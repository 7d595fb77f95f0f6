package io.kassa.outbox;

import java.util.List;

/**
 * What the relay is about to send, told in its own thread to whoever can do many at once what the
 * consumer would do one by one. An observer must not throw: the notices are sent in any case.
 *
 * @param notices of one consumer, oldest first; leased to this node
 */
public record Leased(String consumer, List<Notice> notices) {
  /** Copies the list. */
  public Leased {
    notices = List.copyOf(notices);
  }
}
