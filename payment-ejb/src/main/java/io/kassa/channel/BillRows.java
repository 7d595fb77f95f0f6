package io.kassa.channel;

/** Takes the rows of a bill as they are read. */
@FunctionalInterface
public interface BillRows {
  /** One more row. */
  void accept(BillRow row);
}
