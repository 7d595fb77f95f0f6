package io.kassa.system;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many rows every table has. Of the tables that a worker writes behind the calls, only one
 * merchant's rows are counted, since meanwhile other merchants' payments expire and are invoiced,
 * and what they left long ago is purged.
 */
final class RowCounts {
  private static final Set<String> WRITTEN_BEHIND =
      Set.of(
          "events",
          "idempotency_records",
          "outbox",
          "request_nonces",
          "receipts",
          "invoices",
          "invoice_series",
          "invoice_files",
          "postings",
          "refunds",
          "incidents",
          "channel_notices",
          "webhook_endpoints",
          "webhook_deliveries",
          "webhook_attempts",
          "reconciliations",
          "reconciliation_lines",
          "reconciliation_carries",
          "discrepancies");

  /** What timers write whether or not anybody calls. */
  private static final Set<String> OF_TIMERS =
      Set.of(
          "audit_chain",
          "crypto_key_nodes",
          "nodes",
          "ledger_closings",
          "ledger_closed_days",
          "report_cursor",
          "report_rollups",
          "report_confirm_times");

  private final String query;

  RowCounts(String merchantId) {
    List<String> tables =
        Books.strings(
            """
            select c.relname from pg_class c
             where c.relnamespace = 'kassa'::regnamespace and c.relkind in ('r', 'p')
               and not c.relispartition and c.relname not like 'flyway%'
             order by c.relname
            """);
    if (!tables.containsAll(WRITTEN_BEHIND) || tables.size() < 15) {
      throw new IllegalStateException("these are not all tables: " + tables);
    }
    query =
        String.join(
            " union all ",
            tables.stream()
                .filter(table -> !OF_TIMERS.contains(table))
                .map(table -> count(table, merchantId))
                .toList());
  }

  private static String count(String table, String merchantId) {
    String mine = WRITTEN_BEHIND.contains(table) ? " where merchant_id = '" + merchantId + "'" : "";
    return "select '" + table + " ' || count(*) from " + table + mine;
  }

  /** One line per table. */
  String now() {
    return Books.strings(query).stream().sorted().collect(Collectors.joining("\n"));
  }
}
