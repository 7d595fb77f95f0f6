package io.kassa.report.boundary;

import io.kassa.report.entity.ReportQuery;
import io.kassa.report.entity.ReportRow;
import java.time.Instant;
import java.util.List;

/**
 * A report.
 *
 * @param countedAt when everything that was committed had been counted; null if that never was
 * @param rows by begin, merchant, channel and currency
 */
public record Report(ReportQuery query, Instant countedAt, List<ReportRow> rows) {}
