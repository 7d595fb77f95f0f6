package io.kassa.console;

import java.util.List;

/** {@code io.kassa:type=Archive}: months of events that leave the live database. */
public interface ArchiveMXBean {
  /** After how many full months they leave; 0 for never. */
  int getEventMonths();

  /** The archive's tables with their size, oldest first; what was exported and dropped is gone. */
  List<String> getTables();

  /**
   * Does at once what the timer does every hour.
   *
   * @return a line per month that left, and one for the month that has to stay
   * @throws IllegalStateException if the database refuses a step
   */
  List<String> run();
}
