package io.kassa.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Log entries of a timer that would say the same again and again: each is written once. */
final class Remarks {
  private final Logger log;
  private final Map<String, String> last = new ConcurrentHashMap<>();

  Remarks(Logger log) {
    this.log = log;
  }

  /** Logs the message unless it was the last one on its topic; topics are few. */
  void make(String topic, Level level, String message) {
    if (!message.equals(last.put(topic, message))) {
      log.log(level, message);
    }
  }

  /** There is nothing to say on the topic any more; the next message is logged again. */
  void settle(String topic) {
    last.remove(topic);
  }
}
