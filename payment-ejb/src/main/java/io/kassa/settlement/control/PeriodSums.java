package io.kassa.settlement.control;

import io.kassa.ledger.AccountCode;
import io.kassa.ledger.control.LedgerBook;
import io.kassa.settlement.entity.Movements;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.util.UUID;

/** What moved on a merchant's payable and funding receivable, by what stands on the other side. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class PeriodSums {
  private static final String DAY =
      """
      with moved as (
        select p.debit_account as other, p.transaction_type, p.amount_minor as amount
          from postings p
         where p.merchant_id = ?1 and p.credit_account in (?2, ?3)
           and p.booked_at >= ?4 and p.booked_at < ?5
        union all
        select p.credit_account, p.transaction_type, -p.amount_minor
          from postings p
         where p.merchant_id = ?1 and p.debit_account in (?2, ?3)
           and p.booked_at >= ?4 and p.booked_at < ?5
      )
      select a.code, m.transaction_type, count(*), cast(sum(m.amount) as bigint)
        from moved m join ledger_accounts a on a.merchant_id = ?1 and a.id = m.other
       group by a.code, m.transaction_type
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** What moved on a UTC day. */
  public Movements of(UUID merchantId, UUID payable, UUID receivable, LocalDate day) {
    return Sql.rows(
            entities,
            DAY,
            merchantId,
            payable,
            receivable,
            LedgerBook.startOf(day),
            LedgerBook.startOf(day.plusDays(1)))
        .stream()
        .map(PeriodSums::movements)
        .reduce(Movements.NONE, Movements::plus);
  }

  private static Movements movements(Row row) {
    AccountCode other = AccountCode.valueOf(row.text(0));
    return movements(other, row.text(1), row.number(2), row.number(3));
  }

  /**
   * The line on which a sum stands.
   *
   * @param other the account on the other side
   * @param amountMinor positive in the merchant's favour
   */
  static Movements movements(AccountCode other, String type, long count, long amountMinor) {
    return switch (other) {
      // netting moves from one of the two to the other
      case MERCHANT_PAYABLE, MERCHANT_FUNDING_RECEIVABLE -> Movements.NONE;
      case FEES -> new Movements(0, 0, 0, -amountMinor, 0, 0, 0);
      case BANK -> new Movements(0, 0, 0, 0, 0, -amountMinor, 0);
      case REFUNDS_IN_TRANSIT -> new Movements(0, 0, -amountMinor, 0, 0, 0, 0);
      case CHANNEL_CLEARING, CUSTOMER_STORED_VALUE, SUSPENSE ->
          switch (type) {
            case "PAYMENT" -> new Movements(count, amountMinor, 0, 0, 0, 0, 0);
            case "REFUND" -> new Movements(0, 0, -amountMinor, 0, 0, 0, 0);
            case "DEPOSIT", "WITHDRAWAL" -> new Movements(0, 0, 0, 0, -amountMinor, 0, 0);
            default -> new Movements(0, 0, 0, 0, 0, 0, amountMinor);
          };
    };
  }
}
