package io.kassa.refund.control;

import io.kassa.channel.ChannelName;
import io.kassa.refund.entity.RefundCause;
import io.kassa.refund.entity.RefundState;
import io.kassa.refund.entity.Refundable;
import io.kassa.refund.entity.WrittenRefund;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What merchants read of refunds and of the payments that they want to refund. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RefundPages {
  private static final String REFUND =
      """
      select r.id, r.refund_id, r.payment_id, r.amount_minor, r.currency, r.cause, r.status,
             r.reason, r.failure, a.channel, r.created_at, r.ended_at, r.test, r.request_hash,
             r.cause = 'MERCHANT' and p.invoice_status <> 'NONE',
             case when f.invoice_id is not null then i.label end
        from refunds r
        join attempts a on a.merchant_id = r.merchant_id and a.payment_id = r.payment_id
         and a.id = r.attempt_id
        join payments p on p.merchant_id = r.merchant_id and p.id = r.payment_id
        left join invoices i on i.merchant_id = r.merchant_id and i.refund_id = r.id
        left join invoice_files f on f.merchant_id = i.merchant_id and f.invoice_id = i.id
         and f.format = 'PDF'
       where r.merchant_id = ?1
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** A payment of the merchant, with the attempt whose money it has. */
  public Optional<Refundable> refundable(UUID merchantId, UUID paymentId) {
    return Sql.row(
            entities,
            """
            select p.merchant_id, p.id, p.currency, a.id, a.channel, p.account_id
              from payments p
              left join attempts a
                on p.status = 'SUCCEEDED' and a.merchant_id = p.merchant_id
               and a.payment_id = p.id and a.status = 'SUCCEEDED'
               and exists (select 1 from postings b
                            where b.merchant_id = a.merchant_id and b.transaction_id = a.id
                              and b.transaction_type = 'PAYMENT')
             where p.merchant_id = ?1 and p.id = ?2
            """,
            merchantId,
            paymentId)
        .map(
            row ->
                new Refundable(
                    row.uuid(0),
                    row.uuid(1),
                    row.text(2),
                    row.uuid(3),
                    row.isNull(4) ? null : ChannelName.valueOf(row.text(4)),
                    row.uuid(5)));
  }

  /** One refund of the merchant. */
  public Optional<WrittenRefund> byId(UUID merchantId, UUID id) {
    return Sql.row(entities, REFUND + " and r.id = ?2", merchantId, id).map(RefundPages::refund);
  }

  /** The refund to which the merchant gave this id. */
  public Optional<WrittenRefund> byRefundId(UUID merchantId, String refundId) {
    return Sql.row(entities, REFUND + " and r.refund_id = ?2", merchantId, refundId)
        .map(RefundPages::refund);
  }

  /**
   * The refunds of a payment, newest first.
   *
   * @param before the refund after which the page starts; null for the first page
   */
  public List<WrittenRefund> ofPayment(UUID merchantId, UUID paymentId, UUID before, int limit) {
    return Sql.rows(
            entities,
            REFUND
                + """
                   and r.payment_id = ?2 and (cast(?3 as uuid) is null or r.id < cast(?3 as uuid))
                 order by r.id desc limit ?4
                """,
            merchantId,
            paymentId,
            before,
            limit)
        .stream()
        .map(RefundPages::refund)
        .toList();
  }

  private static WrittenRefund refund(Row row) {
    return new WrittenRefund(
        row.uuid(0),
        row.text(1),
        row.uuid(2),
        row.number(3),
        row.text(4),
        RefundCause.valueOf(row.text(5)),
        RefundState.valueOf(row.text(6)),
        row.text(7),
        row.text(8),
        ChannelName.valueOf(row.text(9)),
        row.time(10),
        row.time(11),
        row.flag(12),
        Bytes.of(row.bytes(13)),
        row.flag(14),
        row.text(15));
  }
}
