package io.kassa.invoice.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import io.kassa.invoice.entity.CreditNoteDocument;
import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Outbox;
import io.kassa.refund.control.RefundPages;
import io.kassa.refund.entity.RefundState;
import io.kassa.refund.entity.WrittenRefund;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of credit notes: numbers of their own without gaps, facts that freeze. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CreditNoteBook {
  /** The series of credit notes. */
  static final String SERIES = "CN";

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private Outbox outbox;
  @EJB private InvoiceBook invoices;
  @EJB private MailOrders mails;
  @EJB private InvoiceSeries series;
  @EJB private RefundPages refunds;
  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.PERSONAL_DATA);
  }

  /**
   * Gives a refund's credit note its number and freezes its facts, or finds what was done before.
   *
   * @param invoice of the payment; it has its number
   * @throws IllegalStateException if there is no such refund, or it did not succeed
   */
  public NumberedInvoice number(NumberedInvoice invoice, UUID refundId) {
    UUID merchantId = invoice.merchantId();
    InvoiceSeries.Next next = series.take(merchantId, SERIES);
    Optional<NumberedInvoice> before = find(merchantId, refundId);
    if (before.isPresent()) {
      series.giveBack(next);
      return before.get();
    }
    WrittenRefund refund =
        refunds
            .byId(merchantId, refundId)
            .filter(one -> one.status() == RefundState.SUCCEEDED)
            .orElseThrow(() -> new IllegalStateException("no succeeded refund " + refundId));
    InvoiceFacts corrected = invoice.facts();
    InvoiceFacts facts =
        CreditNoteFacts.of(
            corrected,
            credited(merchantId, refund.paymentId()),
            refund.amountMinor(),
            new Credited(
                refundId,
                refund.endedAt(),
                corrected.number(),
                corrected.issuedAt(),
                refund.amountMinor() < corrected.totalMinor()),
            next.label(),
            next.now());
    UUID id = UuidCreator.getTimeOrderedEpoch();
    insert(id, next, facts);
    return new NumberedInvoice(merchantId, id, facts, false);
  }

  private void insert(UUID id, InvoiceSeries.Next next, InvoiceFacts facts) {
    byte[] json = facts.toJson();
    Sql.change(
        entities,
        """
        insert into invoices
          (merchant_id, id, kind, payment_id, series, year, number, label, template_version,
           sealed_facts, facts_sha256, issued_at, refund_id)
        values (?1, ?2, 'CREDIT_NOTE', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """,
        next.merchantId(),
        id,
        facts.paymentId(),
        next.series(),
        next.year(),
        next.number(),
        facts.number(),
        facts.templateVersion(),
        envelope.seal(json, Envelope.context("invoices", "sealed_facts", id)),
        InvoiceBook.sha256(json),
        facts.issuedAt(),
        facts.credited().refundId());
  }

  /** What the credit notes of a payment state; the lock of the series lets none come between. */
  private List<InvoiceFacts> credited(UUID merchantId, UUID paymentId) {
    return Sql.rows(
            entities,
            """
            select id, sealed_facts from invoices
             where merchant_id = ?1 and payment_id = ?2 and kind = 'CREDIT_NOTE'
            """,
            merchantId,
            paymentId)
        .stream()
        .map(this::facts)
        .toList();
  }

  private Optional<NumberedInvoice> find(UUID merchantId, UUID refundId) {
    return Sql.row(
            entities,
            """
            select i.id, i.sealed_facts,
                   exists (select 1 from invoice_files f
                            where f.merchant_id = i.merchant_id and f.invoice_id = i.id)
              from invoices i
             where i.merchant_id = ?1 and i.refund_id = ?2
            """,
            merchantId,
            refundId)
        .map(row -> new NumberedInvoice(merchantId, row.uuid(0), facts(row), row.flag(2)));
  }

  /**
   * Stores the file, orders the buyer's e-mail, tells that the credit note is issued and closes the
   * notice, all in one transaction. Of several writers the first wins; the others change nothing
   * but the notice.
   */
  public void issue(NumberedInvoice note, byte[] pdf, UUID eventId) {
    UUID merchantId = note.merchantId();
    if (invoices.store(note, pdf)) {
      UUID issued = UuidCreator.getTimeOrderedEpoch();
      Sql.change(
          entities,
          """
          with told as (
            update payments set event_sequence = event_sequence + 1
             where merchant_id = ?1 and id = ?2
            returning event_sequence
          )
          insert into events
            (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
          select ?1, ?3, ?2, i.refund_id, 'refund.credit_note_issued', event_sequence, now(), ?5
            from told, invoices i where i.merchant_id = ?1 and i.id = ?4
          """,
          merchantId,
          note.facts().paymentId(),
          issued,
          note.id(),
          Trace.current().text());
      mails.order(note, issued, "refund.credit_note_issued");
    }
    outbox.receive(eventId, Consumers.INVOICE, merchantId);
  }

  /** Closes a notice for which there is nothing to make: the invoice's years are over. */
  public void skip(UUID merchantId, UUID eventId) {
    outbox.receive(eventId, Consumers.INVOICE, merchantId);
  }

  /** The issued credit note of a refund; empty while it has no file. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Optional<CreditNoteDocument> document(UUID merchantId, UUID refundId) {
    return Sql.row(
            entities,
            """
            select i.id, i.sealed_facts, i.series, i.year, f.sha256, f.size_bytes
              from invoices i
              join invoice_files f on f.merchant_id = i.merchant_id and f.invoice_id = i.id
             where i.merchant_id = ?1 and i.refund_id = ?2 and f.format = 'PDF'
            """,
            merchantId,
            refundId)
        .map(row -> document(row, facts(row)));
  }

  private static CreditNoteDocument document(Row row, InvoiceFacts facts) {
    InvoiceDocument document =
        new InvoiceDocument(
            row.uuid(0),
            facts.paymentId(),
            facts.number(),
            row.text(2),
            Math.toIntExact(row.number(3)),
            facts.issuedAt(),
            facts.currency(),
            facts.netMinor(),
            facts.taxMinor(),
            facts.totalMinor(),
            HexFormat.of().formatHex(row.bytes(4)),
            Math.toIntExact(row.number(5)),
            facts.test(),
            InvoiceBook.isElectronic(facts));
    return new CreditNoteDocument(
        document, facts.credited().refundId(), facts.credited().invoiceNumber());
  }

  /** Of a row that begins with id and sealed facts. */
  private InvoiceFacts facts(Row row) {
    return InvoiceFacts.fromJson(
        envelope.open(row.bytes(1), Envelope.context("invoices", "sealed_facts", row.uuid(0))));
  }
}
