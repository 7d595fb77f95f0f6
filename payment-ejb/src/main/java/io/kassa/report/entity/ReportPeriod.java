package io.kassa.report.entity;

/** What a row of a report covers, in UTC. */
public enum ReportPeriod {
  HOUR,
  DAY,
  /** All days that were asked for. */
  TOTAL
}
