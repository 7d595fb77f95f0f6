package io.kassa.report.entity;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What a report is asked for.
 *
 * @param from the first day, UTC
 * @param to the day after the last, UTC
 * @param merchantId only this merchant; null for all
 * @param channel only this channel; null for all
 * @param currency only this currency; null for all
 */
public record ReportQuery(
    LocalDate from,
    LocalDate to,
    ReportPeriod per,
    ReportGrouping by,
    UUID merchantId,
    ReportChannel channel,
    String currency) {}
