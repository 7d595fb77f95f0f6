package io.kassa.invoice.control;

import io.kassa.invoice.entity.SequenceEntry;
import io.kassa.invoice.entity.SequencePosition;
import io.kassa.invoice.entity.Series;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Reads a merchant's numbers in their order, as {@code invoices_number_uq} has them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class InvoiceSequence {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * The numbers after a position, ascending.
   *
   * @param year null for all
   */
  public List<SequenceEntry> page(
      UUID merchantId, Series series, Integer year, SequencePosition after, int limit) {
    return Sql.rows(
            entities,
            """
            select i.year, i.number, i.id, i.payment_id, i.refund_id, i.label, i.issued_at,
                   i.facts_sha256, f.sha256
              from invoices i
              left join invoice_files f
                on f.merchant_id = i.merchant_id and f.invoice_id = i.id and f.format = 'PDF'
             where i.merchant_id = ?1 and i.series = ?2 and (i.year, i.number) > (?3, ?4)
               and i.year <= ?5
             order by i.year, i.number limit ?6
            """,
            merchantId,
            series.name(),
            from(year, after).year(),
            from(year, after).number(),
            year == null ? Integer.MAX_VALUE : year,
            limit)
        .stream()
        .map(InvoiceSequence::entry)
        .toList();
  }

  private static SequencePosition from(Integer year, SequencePosition after) {
    boolean earlier = year != null && after.year() < year;
    return earlier ? new SequencePosition(year, 0) : after;
  }

  private static SequenceEntry entry(Row row) {
    return new SequenceEntry(
        new SequencePosition(Math.toIntExact(row.number(0)), row.number(1)),
        row.uuid(2),
        row.uuid(3),
        row.uuid(4),
        row.text(5),
        row.time(6),
        HexFormat.of().formatHex(row.bytes(7)),
        row.bytes(8) == null ? null : HexFormat.of().formatHex(row.bytes(8)));
  }
}
