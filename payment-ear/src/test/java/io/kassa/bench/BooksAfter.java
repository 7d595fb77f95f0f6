package io.kassa.bench;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Counts the books after the load against what the client saw. */
final class BooksAfter {
  private static final String COUNT =
      """
      select (select count(*) from payments
               where merchant_id = '%1$s' and status = 'SUCCEEDED'),
             (select count(*) from postings
               where merchant_id = '%1$s' and transaction_type = 'PAYMENT'),
             (select coalesce(sum(%2$d - balance_minor), 0) / %3$d from stored_value_accounts
               where merchant_id = '%1$s'),
             (select count(*) from invoices where merchant_id = '%1$s'),
             (select count(*) from outbox o where merchant_id = '%1$s' and consumer = 'invoice'
                 and not exists (select 1 from invoices i
                                  where i.merchant_id = o.merchant_id
                                    and i.payment_id = o.payment_id))
      """;

  private final List<String> lines = new ArrayList<>();
  private boolean right = true;

  private BooksAfter() {}

  /**
   * Counts.
   *
   * @param invoiced those of the merchants that have an invoice for each payment
   */
  static BooksAfter count(
      Instance instance, List<LoadMerchant> merchants, List<LoadMerchant> invoiced, Tally tally)
      throws IOException, SQLException {
    BooksAfter books = new BooksAfter();
    try (Connection connection = instance.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = kassa, public");
      for (LoadMerchant merchant : merchants) {
        books.count(statement, merchant, invoiced.contains(merchant), tally.of(merchant));
      }
      try (ResultSet row = statement.executeQuery("select count(*) from ledger_violations")) {
        row.next();
        books.note("violations of the ledger", row.getLong(1), 0, 0);
      }
    }
    return books;
  }

  private void count(Statement statement, LoadMerchant merchant, boolean invoiced, Tally.Seen seen)
      throws SQLException {
    String query = COUNT.formatted(merchant.id(), LoadMerchant.FUNDS_MINOR, Flow.AMOUNT_MINOR);
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      long succeeded = seen.succeeded().sum();
      long stored = row.getLong(1);
      note("payments, confirmed to the client", stored, succeeded, seen.started().sum());
      note("postings, one for each", row.getLong(2), stored, stored);
      long debits = merchant.accounts().isEmpty() ? 0 : stored;
      note("debits of the accounts", row.getLong(3), debits, debits);
      long promised = invoiced ? stored : 0;
      note("invoices, made or promised", row.getLong(4) + row.getLong(5), promised, promised);
    }
  }

  private void note(String what, long counted, long least, long most) {
    boolean fits = counted >= least && counted <= most;
    right &= fits;
    lines.add(what + ": " + counted + (fits ? "" : " where " + least + " to " + most + " fit"));
  }

  List<String> lines() {
    return lines;
  }

  boolean areRight() {
    return right;
  }
}
