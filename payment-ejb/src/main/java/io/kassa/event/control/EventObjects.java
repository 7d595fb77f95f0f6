package io.kassa.event.control;

import io.kassa.invoice.control.InvoiceBook;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.control.PaymentText;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.Payment;
import io.kassa.refund.control.RefundPages;
import io.kassa.refund.entity.CreditNoteRef;
import io.kassa.refund.entity.WrittenRefund;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What an event is about, as the merchant's API shows it now: the payment without its key, the
 * refund, the invoice, the endpoint.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class EventObjects {
  private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private PaymentBook payments;
  @EJB private InvoiceBook invoices;
  @EJB private RefundPages refunds;

  @Inject
  @ConfigProperty(name = "kassa.publicUrl")
  private String publicUrl;

  /**
   * Renders an object.
   *
   * @param paymentId null for an event of no payment
   * @return with its id alone if it is not there any more
   */
  public JsonObject render(String type, UUID merchantId, UUID paymentId, UUID objectId) {
    Optional<JsonObject> found =
        switch (type.substring(0, type.indexOf('.'))) {
          case "refund" -> refunds.byId(merchantId, objectId).map(this::refund);
          case "invoice" -> invoices.document(merchantId, paymentId).map(this::invoice);
          case "webhook" -> endpoint(merchantId, objectId);
          default ->
              paymentId == null
                  ? Optional.empty()
                  : payments.byId(merchantId, paymentId).map(this::payment);
        };
    return found.orElseGet(() -> json.createObjectBuilder().add("id", objectId.toString()).build());
  }

  private JsonObject payment(Payment payment) {
    String self = ofPayment(payment.id());
    JsonObjectBuilder object =
        json.createObjectBuilder()
            .add("id", payment.id().toString())
            .add("orderId", payment.orderId())
            .add("amount", payment.amountMinor())
            .add("currency", payment.currency())
            .add("amountRefunded", payment.amountRefundedMinor());
    add(object, "description", payment.description());
    object.add("status", payment.status().name());
    add(object, "channel", payment.channel());
    add(object, "createdAt", payment.createdAt());
    add(object, "expiresAt", payment.expiresAt());
    add(object, "confirmedAt", payment.confirmedAt());
    Map<String, String> metadata = PaymentText.metadata(payment.metadata());
    if (metadata != null) {
      JsonObjectBuilder members = json.createObjectBuilder();
      metadata.forEach(members::add);
      object.add("metadata", members);
    }
    add(object, "returnUrl", payment.returnUrl());
    JsonObjectBuilder invoice =
        json.createObjectBuilder().add("status", payment.invoiceStatus().name());
    if (payment.invoiceStatus() != InvoiceStatus.NONE) {
      invoice.add("href", self + "/invoice");
    }
    return object
        .add("invoice", invoice)
        .add("test", payment.test())
        .add(
            "links",
            json.createObjectBuilder()
                .add("self", self)
                .add("confirmation", self + "/confirmation")
                .add("cancellation", self + "/cancellation")
                .add("invoice", self + "/invoice"))
        .build();
  }

  private JsonObject invoice(InvoiceDocument invoice) {
    return json.createObjectBuilder()
        .add("status", "ISSUED")
        .add("id", invoice.id().toString())
        .add("paymentId", invoice.paymentId().toString())
        .add("number", invoice.number())
        .add("issuedAt", invoice.issuedAt().toString())
        .add("currency", invoice.currency())
        .add("netAmount", invoice.netMinor())
        .add("taxAmount", invoice.taxMinor())
        .add("totalAmount", invoice.totalMinor())
        .add("sha256", invoice.sha256())
        .add("sizeBytes", invoice.sizeBytes())
        .add("test", invoice.test())
        .add("href", ofPayment(invoice.paymentId()) + "/invoice")
        .build();
  }

  private JsonObject refund(WrittenRefund refund) {
    String self = link("/refunds/" + refund.id());
    JsonObjectBuilder object = json.createObjectBuilder().add("id", refund.id().toString());
    add(object, "refundId", refund.refundId());
    object
        .add("paymentId", refund.paymentId().toString())
        .add("amount", refund.amountMinor())
        .add("currency", refund.currency())
        .add("cause", refund.cause().name())
        .add("status", refund.status().name());
    add(object, "reason", refund.reason());
    add(object, "failure", refund.failure());
    add(object, "channel", refund.channel());
    add(object, "createdAt", refund.createdAt());
    add(object, "endedAt", refund.endedAt());
    object.add("test", refund.test());
    CreditNoteRef note = refund.creditNote();
    if (note != null) {
      JsonObjectBuilder reference =
          json.createObjectBuilder().add("status", note.issued() ? "ISSUED" : "PENDING");
      add(reference, "number", note.number());
      object.add("creditNote", reference.add("href", self + "/credit-note"));
    }
    return object
        .add(
            "links",
            json.createObjectBuilder()
                .add("self", self)
                .add("payment", ofPayment(refund.paymentId())))
        .build();
  }

  private Optional<JsonObject> endpoint(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            """
            select url, enabled, disabled_reason from webhook_endpoints
             where merchant_id = ?1 and id = ?2
            """,
            merchantId,
            id)
        .map(
            row -> {
              JsonObjectBuilder object =
                  json.createObjectBuilder()
                      .add("id", id.toString())
                      .add("url", row.text(0))
                      .add("enabled", row.flag(1));
              add(object, "disabledReason", row.text(2));
              return object.build();
            });
  }

  private static void add(JsonObjectBuilder object, String name, Object value) {
    if (value != null) {
      object.add(name, value.toString());
    }
  }

  private String ofPayment(UUID paymentId) {
    return link("/payments/" + paymentId);
  }

  private String link(String path) {
    String base =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    return base + "/api/v1" + path;
  }
}
