package io.kassa.console;

/** {@code io.kassa:type=Channels}: what is between Kassa and the providers. */
public interface ChannelsMXBean {
  /**
   * Asks the channel now what became of an attempt, and waits up to 30 s for its answer.
   *
   * @return the attempt's status afterwards
   * @throws IllegalArgumentException if there is no such attempt
   * @throws IllegalStateException if the channel does not answer
   */
  String inquire(String merchantId, String paymentId, String attemptId);
}
