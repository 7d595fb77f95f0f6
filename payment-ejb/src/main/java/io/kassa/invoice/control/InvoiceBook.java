package io.kassa.invoice.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Outbox;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.entity.Payment;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The sole writer of invoices: numbers without gaps, facts that freeze, files that come once. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class InvoiceBook {
  /** The series of ordinary invoices; others may follow, each counts for itself. */
  static final String SERIES = "INV";

  private static final String PDF = "PDF";
  private static final int FIRST_ELECTRONIC_LAYOUT = 2;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private Outbox outbox;
  @EJB private MailOrders mails;
  @EJB private InvoiceSeries series;
  @EJB private PaymentBook payments;
  @Inject private InvoiceFreezing freezing;
  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.PERSONAL_DATA);
  }

  /**
   * Gives a payment's invoice its number and freezes its facts, or finds what was done before.
   *
   * @throws IllegalStateException if there is no such payment or it did not succeed
   */
  public NumberedInvoice number(UUID merchantId, UUID paymentId) {
    Payment payment =
        payments
            .byId(merchantId, paymentId)
            .orElseThrow(() -> new IllegalStateException("no payment " + paymentId));
    // the merchant's other invoices wait for this number from here on
    InvoiceSeries.Next next = series.take(merchantId, SERIES);
    InvoiceFacts facts = freezing.freeze(payment, next.label(), next.now());
    UUID id = UuidCreator.getTimeOrderedEpoch();
    if (insert(payment, id, next, facts)) {
      return new NumberedInvoice(merchantId, id, facts, false);
    }
    series.giveBack(next);
    return find(merchantId, paymentId).orElseThrow();
  }

  /**
   * Gives the invoices of several payments of a merchant their numbers, in one transaction and in
   * the payments' order. Whoever calls has others to serve, so a series that somebody else holds is
   * waited for but shortly.
   *
   * @return the invoices that were numbered, without those that had a number before
   * @throws IllegalStateException if one of them cannot be numbered; then none is
   */
  public List<NumberedInvoice> numberAll(UUID merchantId, List<UUID> paymentIds) {
    List<Payment> wanted = payments.byIds(merchantId, paymentIds);
    if (wanted.isEmpty()) {
      return List.of();
    }
    series.waitShortly();
    List<InvoiceSeries.Next> next = series.take(merchantId, SERIES, wanted.size());
    Set<UUID> before = numbered(merchantId, paymentIds);
    List<NumberedInvoice> invoices = new ArrayList<>();
    for (Payment payment : wanted) {
      if (!before.contains(payment.id())) {
        InvoiceSeries.Next mine = next.get(invoices.size());
        InvoiceFacts facts = freezing.freeze(payment, mine.label(), mine.now());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        if (!insert(payment, id, mine, facts)) {
          throw new IllegalStateException("a second invoice for payment " + payment.id());
        }
        invoices.add(new NumberedInvoice(merchantId, id, facts, false));
      }
    }
    if (invoices.size() < next.size()) {
      series.giveBack(next.get(invoices.size()));
    }
    return invoices;
  }

  /** Which of the payments have an invoice; under the lock of the series none can come. */
  private Set<UUID> numbered(UUID merchantId, List<UUID> paymentIds) {
    return Sql.rows(
            entities,
            """
            select payment_id from invoices
             where merchant_id = ?1 and kind = 'INVOICE'
               and payment_id = any (cast(string_to_array(?2, ',') as uuid[]))
            """,
            merchantId,
            paymentIds.stream().map(UUID::toString).collect(Collectors.joining(",")))
        .stream()
        .map(row -> row.uuid(0))
        .collect(Collectors.toSet());
  }

  /** False if the payment has an invoice. */
  private boolean insert(Payment payment, UUID id, InvoiceSeries.Next next, InvoiceFacts facts) {
    byte[] json = facts.toJson();
    return Sql.change(
            entities,
            """
        insert into invoices
          (merchant_id, id, kind, payment_id, series, year, number, label, template_version,
           sealed_facts, facts_sha256, issued_at)
        values (?1, ?2, 'INVOICE', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        on conflict (merchant_id, payment_id) where kind = 'INVOICE' do nothing
        """,
            payment.merchantId(),
            id,
            payment.id(),
            next.series(),
            next.year(),
            next.number(),
            facts.number(),
            facts.templateVersion(),
            envelope.seal(json, Envelope.context("invoices", "sealed_facts", id)),
            sha256(json),
            facts.issuedAt())
        == 1;
  }

  /** The numbered invoice of a payment, if there is one. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Optional<NumberedInvoice> find(UUID merchantId, UUID paymentId) {
    return Sql.row(
            entities,
            """
            select i.id, i.sealed_facts,
                   exists (select 1 from invoice_files f
                            where f.merchant_id = i.merchant_id and f.invoice_id = i.id)
              from invoices i
             where i.merchant_id = ?1 and i.payment_id = ?2 and i.kind = 'INVOICE'
            """,
            merchantId,
            paymentId)
        .map(
            row ->
                new NumberedInvoice(merchantId, row.uuid(0), facts(row.uuid(0), row), row.flag(2)));
  }

  private InvoiceFacts facts(UUID id, Row row) {
    return InvoiceFacts.fromJson(
        envelope.open(row.bytes(1), Envelope.context("invoices", "sealed_facts", id)));
  }

  /**
   * Stores the file, orders the buyer's e-mail, tells that the invoice is issued and closes the
   * notice, all in one transaction. Of several writers the first wins; the others change nothing
   * but the notice.
   */
  public void issue(NumberedInvoice invoice, byte[] pdf, UUID eventId) {
    UUID merchantId = invoice.merchantId();
    if (store(invoice, pdf)) {
      UUID issued = UuidCreator.getTimeOrderedEpoch();
      Sql.change(
          entities,
          """
          with issued as (
            update payments set invoice_status = 'ISSUED', event_sequence = event_sequence + 1
             where merchant_id = ?1 and id = ?2
            returning event_sequence
          )
          insert into events
            (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
          select ?1, ?3, ?2, ?4, 'invoice.issued', event_sequence, now(), ?5 from issued
          """,
          merchantId,
          invoice.facts().paymentId(),
          issued,
          invoice.id(),
          Trace.current().text());
      mails.order(invoice, issued, "invoice.issued");
    }
    outbox.receive(eventId, Consumers.INVOICE, merchantId);
  }

  /** Stores the file of a document in the caller's transaction; false if it had one. */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public boolean store(NumberedInvoice invoice, byte[] pdf) {
    return Sql.change(
            entities,
            """
            insert into invoice_files
              (merchant_id, invoice_id, format, sha256, size_bytes, sealed_content, created_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, now())
            on conflict (merchant_id, invoice_id, format) do nothing
            """,
            invoice.merchantId(),
            invoice.id(),
            PDF,
            sha256(pdf),
            pdf.length,
            envelope.seal(pdf, fileContext(invoice.id())))
        == 1;
  }

  /** Whether the payment's invoice was issued and, its years being over, deleted. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public boolean isOver(UUID merchantId, UUID paymentId) {
    return Sql.row(
            entities,
            """
            select 1 from payments p
             where p.merchant_id = ?1 and p.id = ?2 and p.invoice_status = 'ISSUED'
               and not exists (select 1 from invoices i
                                where i.merchant_id = p.merchant_id and i.payment_id = p.id
                                  and i.kind = 'INVOICE')
            """,
            merchantId,
            paymentId)
        .isPresent();
  }

  /** The issued invoice of a payment; empty while it has no file. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Optional<InvoiceDocument> document(UUID merchantId, UUID paymentId) {
    return Sql.row(
            entities,
            """
            select i.id, i.sealed_facts, i.series, i.year, f.sha256, f.size_bytes
              from invoices i
              join invoice_files f on f.merchant_id = i.merchant_id and f.invoice_id = i.id
             where i.merchant_id = ?1 and i.payment_id = ?2 and i.kind = 'INVOICE'
               and f.format = 'PDF'
            """,
            merchantId,
            paymentId)
        .map(
            row -> {
              InvoiceFacts facts = facts(row.uuid(0), row);
              return new InvoiceDocument(
                  row.uuid(0),
                  paymentId,
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
            });
  }

  /** Documents of the first layout were issued without. */
  static boolean isElectronic(InvoiceFacts facts) {
    return facts.templateVersion() >= FIRST_ELECTRONIC_LAYOUT
        && ElectronicInvoice.isPossible(facts);
  }

  /** What an issued document states. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public InvoiceFacts facts(UUID merchantId, UUID documentId) {
    Row row =
        Sql.row(
                entities,
                "select id, sealed_facts from invoices where merchant_id = ?1 and id = ?2",
                merchantId,
                documentId)
            .orElseThrow();
    return facts(documentId, row);
  }

  /**
   * The file of an issued invoice.
   *
   * @throws IllegalStateException if the stored bytes are not those that were hashed
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public byte[] pdf(UUID merchantId, UUID invoiceId) {
    Row row =
        Sql.row(
                entities,
                """
                select sealed_content, sha256 from invoice_files
                 where merchant_id = ?1 and invoice_id = ?2 and format = 'PDF'
                """,
                merchantId,
                invoiceId)
            .orElseThrow();
    byte[] pdf = envelope.open(row.bytes(0), fileContext(invoiceId));
    if (!MessageDigest.isEqual(sha256(pdf), row.bytes(1))) {
      throw new IllegalStateException(
          "the file of invoice " + invoiceId + " is not what was stored");
    }
    return pdf;
  }

  private static byte[] fileContext(UUID invoiceId) {
    return Envelope.context("invoice_files", "sealed_content", invoiceId);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
