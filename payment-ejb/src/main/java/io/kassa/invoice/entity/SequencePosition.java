package io.kassa.invoice.entity;

/**
 * A place in a series: numbers begin anew each year.
 *
 * @param number 1 for the first of the year; 0 stands before it
 */
public record SequencePosition(int year, long number) {
  /** Before every number. */
  public static final SequencePosition START = new SequencePosition(0, 0);
}
