package io.kassa.console;

import java.util.List;

/** {@code io.kassa:type=DeadLetters}: notices that no consumer could follow. */
public interface DeadLettersMXBean {
  /** The oldest hundred, one a line: event, consumer, type, number of failures, last error. */
  List<String> getOldest();

  /**
   * Tells the consumer once more, with as many tries as at first.
   *
   * @throws IllegalArgumentException if that is no dead notice's event
   */
  void replay(String eventId);
}
