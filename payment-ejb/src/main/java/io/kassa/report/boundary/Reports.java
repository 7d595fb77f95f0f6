package io.kassa.report.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.failure.PaymentException;
import io.kassa.report.control.ReportBook;
import io.kassa.report.entity.ReportPeriod;
import io.kassa.report.entity.ReportQuery;
import io.kassa.report.entity.ReportRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Reports for analysis, of all merchants, for operators and auditors. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Reports {
  /** So many rows fit one answer. */
  public static final int MOST_ROWS = 20_000;

  private static final int MOST_DAYS_OF_HOURS = 31;
  private static final int MOST_DAYS = 400;

  @EJB private ReportBook book;

  /**
   * What ended in some days.
   *
   * @throws PaymentException INVALID_REQUEST for days in disorder, more than 31 of them by hour or
   *     400 otherwise, or more than {@link #MOST_ROWS} rows
   */
  @Requires(Permission.READ_REPORTS)
  public Report payments(Caller caller, ReportQuery query) {
    requireDays(query);
    Instant countedAt = book.caughtUpAt();
    List<ReportRow> rows = book.rows(query, MOST_ROWS + 1);
    if (rows.size() > MOST_ROWS) {
      throw PaymentException.invalid(
          "to", "makes a report of more than " + MOST_ROWS + " rows; ask for less at once");
    }
    return new Report(query, countedAt, rows);
  }

  private static void requireDays(ReportQuery query) {
    LocalDate from = query.from();
    int most = query.per() == ReportPeriod.HOUR ? MOST_DAYS_OF_HOURS : MOST_DAYS;
    if (!query.to().isAfter(from) || query.to().minusDays(most).isAfter(from)) {
      throw PaymentException.invalid("to", "must be 1 to " + most + " days after from");
    }
  }
}
