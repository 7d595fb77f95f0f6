package io.kassa.settlement.control;

import io.kassa.money.CurrencyCode;
import io.kassa.settlement.entity.Movements;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A settlement as ISO 20022 {@code camt.053.001.08}, bank to customer statement. The account is the
 * merchant's position at Kassa: opening and closing booked balance, and an entry per day and line
 * that is not nothing. Identifiers are the ledger's and the settlement's, 32 hexadecimal digits.
 */
public final class CamtStatement {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
  private static final String ISSUER = "Kassa";

  /** Max140Text. */
  private static final int LONGEST_NAME = 140;

  private record Entry(LocalDate day, StatementLine line, long minor, long payments) {}

  private final Settlement settlement;
  private final XMLStreamWriter xml;

  private CamtStatement(Settlement settlement, XMLStreamWriter xml) {
    this.settlement = settlement;
    this.xml = xml;
  }

  /** The file, UTF-8. */
  public static byte[] of(Settlement settlement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new CamtStatement(settlement, xml).document();
      xml.close();
      return bytes.toByteArray();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeStartElement("BkToCstmrStmt");
    xml.writeStartElement("GrpHdr");
    element("MsgId", digits(settlement.id()));
    element("CreDtTm", created());
    xml.writeEndElement();
    statement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void statement() throws XMLStreamException {
    xml.writeStartElement("Stmt");
    element("Id", digits(settlement.id()));
    element("ElctrncSeqNb", Integer.toString(settlement.number()));
    element("CreDtTm", created());
    xml.writeStartElement("FrToDt");
    element("FrDtTm", settlement.from() + "T00:00:00Z");
    element("ToDtTm", settlement.to() + "T00:00:00Z");
    xml.writeEndElement();
    account();
    balance("OPBD", settlement.openingMinor(), settlement.from());
    balance("CLBD", settlement.closingMinor(), settlement.to().minusDays(1));
    List<Entry> entries = entries();
    summary(entries);
    for (Entry entry : entries) {
      entry(entry);
    }
    element("AddtlStmtInf", "Payable " + major(settlement.payableMinor()) + currency());
    xml.writeEndElement();
  }

  private void account() throws XMLStreamException {
    xml.writeStartElement("Acct");
    xml.writeStartElement("Id");
    xml.writeStartElement("Othr");
    element("Id", digits(settlement.payableAccount()));
    xml.writeEndElement();
    xml.writeEndElement();
    element("Ccy", settlement.currency());
    xml.writeStartElement("Ownr");
    element("Nm", name());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void balance(String code, long minor, LocalDate day) throws XMLStreamException {
    xml.writeStartElement("Bal");
    xml.writeStartElement("Tp");
    xml.writeStartElement("CdOrPrtry");
    element("Cd", code);
    xml.writeEndElement();
    xml.writeEndElement();
    amount(minor);
    date("Dt", day);
    xml.writeEndElement();
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (SettlementDay day : settlement.days()) {
      Movements moved = day.movements();
      for (StatementLine line : StatementLine.values()) {
        long payments = line == StatementLine.GROSS ? moved.payments() : 0;
        if (line.of(moved) != 0) {
          entries.add(new Entry(day.day(), line, line.of(moved), payments));
        }
      }
    }
    return entries;
  }

  private void summary(List<Entry> entries) throws XMLStreamException {
    List<Entry> credits = entries.stream().filter(entry -> entry.minor() > 0).toList();
    List<Entry> debits = entries.stream().filter(entry -> entry.minor() < 0).toList();
    long net = sum(credits) + sum(debits);
    xml.writeStartElement("TxsSummry");
    xml.writeStartElement("TtlNtries");
    count(entries.size(), sum(credits) - sum(debits));
    xml.writeStartElement("TtlNetNtry");
    element("Amt", major(Math.abs(net)));
    element("CdtDbtInd", side(net));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement("TtlCdtNtries");
    count(credits.size(), sum(credits));
    xml.writeEndElement();
    xml.writeStartElement("TtlDbtNtries");
    count(debits.size(), -sum(debits));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void count(int number, long minor) throws XMLStreamException {
    element("NbOfNtries", Integer.toString(number));
    element("Sum", major(minor));
  }

  private static long sum(List<Entry> entries) {
    return entries.stream().mapToLong(Entry::minor).sum();
  }

  private void entry(Entry entry) throws XMLStreamException {
    xml.writeStartElement("Ntry");
    element("NtryRef", entry.day() + "-" + entry.line());
    amount(entry.minor());
    xml.writeStartElement("Sts");
    element("Cd", "BOOK");
    xml.writeEndElement();
    date("BookgDt", entry.day());
    date("ValDt", entry.day());
    xml.writeStartElement("BkTxCd");
    xml.writeStartElement("Prtry");
    element("Cd", entry.line().name());
    element("Issr", ISSUER);
    xml.writeEndElement();
    xml.writeEndElement();
    if (entry.payments() > 0) {
      xml.writeStartElement("NtryDtls");
      xml.writeStartElement("Btch");
      element("NbOfTxs", Long.toString(entry.payments()));
      xml.writeEndElement();
      xml.writeEndElement();
    }
    element("AddtlNtryInf", entry.line().english());
    xml.writeEndElement();
  }

  private void amount(long minor) throws XMLStreamException {
    xml.writeStartElement("Amt");
    xml.writeAttribute("Ccy", settlement.currency());
    xml.writeCharacters(major(Math.abs(minor)));
    xml.writeEndElement();
    element("CdtDbtInd", side(minor));
  }

  private static String side(long minor) {
    return minor < 0 ? "DBIT" : "CRDT";
  }

  private void date(String name, LocalDate day) throws XMLStreamException {
    xml.writeStartElement(name);
    element("Dt", day.toString());
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private String created() {
    return settlement.createdAt().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String currency() {
    return " " + settlement.currency();
  }

  /** The merchant's name as XML 1.0 and the standard take it. */
  private String name() {
    StringBuilder name = new StringBuilder();
    settlement
        .merchantName()
        .codePoints()
        .map(c -> c < ' ' || c == 0xFFFE || c == 0xFFFF ? ' ' : c)
        .limit(LONGEST_NAME)
        .forEach(name::appendCodePoint);
    return name.toString();
  }

  private String major(long minor) {
    return BigDecimal.valueOf(minor, CurrencyCode.of(settlement.currency()).decimals())
        .toPlainString();
  }

  private static String digits(UUID id) {
    return id.toString().replace("-", "");
  }
}
