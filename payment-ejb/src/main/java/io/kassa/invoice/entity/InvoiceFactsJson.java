package io.kassa.invoice.entity;

import io.kassa.invoice.entity.InvoiceFacts.Buyer;
import io.kassa.invoice.entity.InvoiceFacts.Line;
import io.kassa.invoice.entity.InvoiceFacts.Seller;
import io.kassa.invoice.entity.InvoiceFacts.Tax;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The facts as JSON. Writing has one spelling. Reading takes the members in any order, as {@code
 * jsonb} gives them back, but refuses with {@link IllegalArgumentException} whatever {@link
 * #write(InvoiceFacts)} would not have written: unknown, duplicate or missing members, a number in
 * quotes, a fraction or an exponent where an integer stands, bytes that are not UTF-8.
 */
final class InvoiceFactsJson {
  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

  private InvoiceFactsJson() {}

  static byte[] write(InvoiceFacts facts) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = GENERATORS.createGenerator(text)) {
      json.writeStartObject();
      json.write("templateVersion", facts.templateVersion());
      json.write("number", facts.number());
      json.write("issuedAt", facts.issuedAt().toString());
      write(json, facts.seller());
      if (facts.buyer() != null) {
        write(json, facts.buyer());
      }
      json.write("orderId", facts.orderId());
      json.write("paymentId", facts.paymentId().toString());
      writeIfPresent(json, "description", facts.description());
      json.write("currency", facts.currency());
      json.write("currencyDecimals", facts.currencyDecimals());
      json.writeStartArray("lines");
      facts.lines().forEach(line -> write(json, line));
      json.writeEnd();
      json.writeStartArray("taxes");
      facts.taxes().forEach(tax -> write(json, tax));
      json.writeEnd();
      json.write("pricesIncludeTax", facts.pricesIncludeTax());
      json.write("netMinor", facts.netMinor());
      json.write("taxMinor", facts.taxMinor());
      json.write("totalMinor", facts.totalMinor());
      json.write("channel", facts.channel());
      json.write("confirmationNumber", facts.confirmationNumber());
      json.write("confirmedAt", facts.confirmedAt().toString());
      json.write("confirmationUrl", facts.confirmationUrl());
      json.write("test", facts.test());
      if (facts.credited() != null) {
        write(json, facts.credited());
      }
      json.writeEnd();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, Credited credited) {
    json.writeStartObject("credited");
    json.write("refundId", credited.refundId().toString());
    json.write("refundedAt", credited.refundedAt().toString());
    json.write("invoiceNumber", credited.invoiceNumber());
    json.write("invoiceIssuedAt", credited.invoiceIssuedAt().toString());
    json.write("partial", credited.partial());
    json.writeEnd();
  }

  private static void write(JsonGenerator json, Seller seller) {
    json.writeStartObject("seller");
    json.write("legalName", seller.legalName());
    writeIfPresent(json, "taxId", seller.taxId());
    writeIfPresent(json, "address", seller.address());
    writeIfPresent(json, "country", seller.country());
    writeIfPresent(json, "electronicAddress", seller.electronicAddress());
    json.writeEnd();
  }

  private static void write(JsonGenerator json, Buyer buyer) {
    json.writeStartObject("buyer");
    json.write("name", buyer.name());
    writeIfPresent(json, "taxId", buyer.taxId());
    writeIfPresent(json, "email", buyer.email());
    writeIfPresent(json, "country", buyer.country());
    writeIfPresent(json, "electronicAddress", buyer.electronicAddress());
    json.writeEnd();
  }

  private static void write(JsonGenerator json, Line line) {
    json.writeStartObject();
    json.write("description", line.description());
    json.write("quantity", line.quantity());
    json.write("unitAmountMinor", line.unitAmountMinor());
    json.write("taxRate", line.taxRate());
    if (line.discountMinor() > 0) {
      json.write("discountMinor", line.discountMinor());
    }
    writeIfPresent(json, "exemption", line.exemption());
    json.write("netMinor", line.netMinor());
    json.write("taxMinor", line.taxMinor());
    json.write("grossMinor", line.grossMinor());
    json.writeEnd();
  }

  private static void write(JsonGenerator json, Tax tax) {
    json.writeStartObject();
    json.write("rate", tax.rate());
    json.write("netMinor", tax.netMinor());
    json.write("taxMinor", tax.taxMinor());
    json.writeEnd();
  }

  private static void writeIfPresent(JsonGenerator json, String member, String value) {
    if (value != null) {
      json.write(member, value);
    }
  }

  static InvoiceFacts read(byte[] bytes) {
    JsonMembers root = JsonMembers.parse(bytes);
    InvoiceFacts facts =
        new InvoiceFacts(
            root.integer("templateVersion"),
            root.text("number"),
            root.instant("issuedAt"),
            seller(root.object("seller")),
            root.holds("buyer") ? buyer(root.object("buyer")) : null,
            root.text("orderId"),
            root.uuid("paymentId"),
            root.textOrNull("description"),
            root.text("currency"),
            root.integer("currencyDecimals"),
            root.list("lines").stream().map(InvoiceFactsJson::line).toList(),
            root.list("taxes").stream().map(InvoiceFactsJson::tax).toList(),
            root.truth("pricesIncludeTax"),
            root.longInteger("netMinor"),
            root.longInteger("taxMinor"),
            root.longInteger("totalMinor"),
            root.text("channel"),
            root.text("confirmationNumber"),
            root.instant("confirmedAt"),
            root.text("confirmationUrl"),
            root.truth("test"),
            root.holds("credited") ? credited(root.object("credited")) : null);
    root.requireEmpty();
    return facts;
  }

  private static Credited credited(JsonMembers json) {
    Credited credited =
        new Credited(
            json.uuid("refundId"),
            json.instant("refundedAt"),
            json.text("invoiceNumber"),
            json.instant("invoiceIssuedAt"),
            json.truth("partial"));
    json.requireEmpty();
    return credited;
  }

  private static Seller seller(JsonMembers json) {
    Seller seller =
        new Seller(
            json.text("legalName"),
            json.textOrNull("taxId"),
            json.textOrNull("address"),
            json.textOrNull("country"),
            json.textOrNull("electronicAddress"));
    json.requireEmpty();
    return seller;
  }

  private static Buyer buyer(JsonMembers json) {
    Buyer buyer =
        new Buyer(
            json.text("name"),
            json.textOrNull("taxId"),
            json.textOrNull("email"),
            json.textOrNull("country"),
            json.textOrNull("electronicAddress"));
    json.requireEmpty();
    return buyer;
  }

  private static Line line(JsonMembers json) {
    Line line =
        new Line(
            json.text("description"),
            json.integer("quantity"),
            json.longInteger("unitAmountMinor"),
            json.decimal("taxRate"),
            json.holds("discountMinor") ? json.longInteger("discountMinor") : 0,
            json.textOrNull("exemption"),
            json.longInteger("netMinor"),
            json.longInteger("taxMinor"),
            json.longInteger("grossMinor"));
    json.requireEmpty();
    return line;
  }

  private static Tax tax(JsonMembers json) {
    Tax tax =
        new Tax(json.decimal("rate"), json.longInteger("netMinor"), json.longInteger("taxMinor"));
    json.requireEmpty();
    return tax;
  }
}
