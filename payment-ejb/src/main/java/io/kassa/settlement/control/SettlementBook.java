package io.kassa.settlement.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.settlement.entity.Movements;
import io.kassa.settlement.entity.Payout;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The sole writer of settlements and payouts, with their postings. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class SettlementBook {
  private static final int MOST_DAYS = 1_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Holds back other settlements of a merchant until the transaction ends. */
  public void serialise(UUID merchantId) {
    Sql.rows(
        entities,
        "select cast(pg_advisory_xact_lock(hashtextextended('kassa.settlement ' || ?1, 0)) as text)",
        merchantId.toString());
  }

  /** One settlement with its days. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Optional<Settlement> find(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            SettlementStatements.SELECT + "where s.merchant_id = ?1 and s.id = ?2",
            merchantId,
            id)
        .map(row -> settlement(row, days(merchantId, id)));
  }

  /** The settlement of exactly this period. */
  public Optional<Settlement> find(UUID merchantId, String currency, LocalDate from, LocalDate to) {
    return Sql.row(
            entities,
            """
            select id from settlements
             where merchant_id = ?1 and currency = ?2 and period_from = cast(?3 as date)
               and period_to = cast(?4 as date)
            """,
            merchantId,
            currency,
            from.toString(),
            to.toString())
        .flatMap(row -> find(merchantId, row.uuid(0)));
  }

  /** The last settlement of a currency, without its days. */
  public Optional<Settlement> last(UUID merchantId, String currency) {
    return Sql.row(
            entities,
            SettlementStatements.SELECT
                + """
                where s.merchant_id = ?1 and s.currency = ?2
                order by s.number desc limit 1
                """,
            merchantId,
            currency)
        .map(row -> settlement(row, List.of()));
  }

  /** Settlements before an id, newest first, without their days. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public List<Settlement> page(UUID merchantId, UUID beforeId, int limit) {
    return Sql.rows(
            entities,
            SettlementStatements.SELECT
                + """
                where s.merchant_id = ?1 and s.id < cast(?2 as uuid) order by s.id desc limit ?3
                """,
            merchantId,
            beforeId,
            limit)
        .stream()
        .map(row -> settlement(row, List.of()))
        .toList();
  }

  /** What all settlements of a currency make payable together. */
  public long payableSoFar(UUID merchantId, String currency) {
    return Sql.row(
            entities,
            """
            select coalesce(cast(sum(payable_minor) as bigint), 0) from settlements
             where merchant_id = ?1 and currency = ?2
            """,
            merchantId,
            currency)
        .orElseThrow()
        .number(0);
  }

  /**
   * Writes a settlement and its days, and nets payable against funding receivable.
   *
   * @param receivable the ledger account that the netting credits
   */
  public void write(Settlement made, UUID receivable) {
    Sql.change(
        entities,
        SettlementStatements.INSERT,
        made.merchantId(),
        made.id(),
        made.number(),
        made.currency(),
        made.from().toString(),
        made.to().toString(),
        made.openingMinor(),
        made.closingMinor(),
        made.netMinor(),
        made.payableMinor(),
        made.payableAccount(),
        made.fundingNettedMinor(),
        made.nettingId(),
        made.merchantName(),
        made.test());
    for (SettlementDay day : made.days()) {
      writeDay(made, day);
    }
    if (made.nettingId() != null) {
      post(made, made.nettingId(), made.payableAccount(), receivable, made.fundingNettedMinor());
    }
  }

  /** Notes a payment and posts it; false if another was faster. */
  public boolean payOut(Settlement settlement, String reference, Instant paidAt, UUID bank) {
    UUID transactionId = UuidCreator.getTimeOrderedEpoch();
    int noted =
        Sql.change(
            entities,
            SettlementStatements.PAY_OUT,
            settlement.merchantId(),
            settlement.id(),
            transactionId,
            reference,
            paidAt.toString());
    if (noted == 0) {
      return false;
    }
    post(settlement, transactionId, settlement.payableAccount(), bank, settlement.payableMinor());
    return true;
  }

  private void post(Settlement about, UUID transactionId, UUID debit, UUID credit, long minor) {
    Sql.change(
        entities,
        """
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        values (?1, ?2, 1, 'SETTLEMENT', ?3, ?4, ?5, ?6, ?7, now())
        """,
        about.merchantId(),
        transactionId,
        about.id(),
        debit,
        credit,
        minor,
        about.currency());
  }

  private void writeDay(Settlement made, SettlementDay day) {
    Movements moved = day.movements();
    Sql.change(
        entities,
        SettlementStatements.INSERT_DAY,
        made.merchantId(),
        made.id(),
        day.day().toString(),
        moved.payments(),
        moved.grossMinor(),
        moved.refundsMinor(),
        moved.feesMinor(),
        moved.fundingMinor(),
        moved.paidOutMinor(),
        moved.otherMinor());
  }

  private List<SettlementDay> days(UUID merchantId, UUID settlementId) {
    return Sql.rows(entities, SettlementStatements.DAYS, merchantId, settlementId, MOST_DAYS)
        .stream()
        .map(row -> new SettlementDay(LocalDate.parse(row.text(0)), movements(row, 1)))
        .collect(Collectors.toUnmodifiableList());
  }

  private static Movements movements(Row row, int from) {
    return new Movements(
        row.number(from),
        row.number(from + 1),
        row.number(from + 2),
        row.number(from + 3),
        row.number(from + 4),
        row.number(from + 5),
        row.number(from + 6));
  }

  private static Settlement settlement(Row row, List<SettlementDay> days) {
    Payout payout =
        row.isNull(15)
            ? null
            : new Payout(row.uuid(15), row.text(16), row.time(17), row.time(18), row.flag(19));
    return new Settlement(
        row.uuid(0),
        row.uuid(1),
        (int) row.number(2),
        row.text(3),
        LocalDate.parse(row.text(4)),
        LocalDate.parse(row.text(5)),
        row.number(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.uuid(10),
        row.number(11),
        row.uuid(12),
        row.text(13),
        row.flag(14),
        row.time(20),
        days,
        movements(row, 21),
        payout);
  }
}
