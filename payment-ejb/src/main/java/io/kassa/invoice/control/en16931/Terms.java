package io.kassa.invoice.control.en16931;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import un.unece.uncefact.data.standard.qualifieddatatype._100.FormattedDateTimeType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.TaxCategoryCodeType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.TaxTypeCodeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.NoteType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeTaxType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.AmountType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.DateTimeType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.IDType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.PercentType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.QuantityType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.TextType;

/** The small parts of a CII message. Text loses the characters that XML 1.0 does not know. */
final class Terms {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** UN/CEFACT 2379: CCYYMMDD. */
  private static final String DAY_FORMAT = "102";

  /** UN/ECE Recommendation 20: one. */
  private static final String ONE = "C62";

  private Terms() {}

  static TextType text(String value) {
    return new TextType(xml(value));
  }

  static IDType id(String value) {
    return new IDType(xml(value));
  }

  static IDType id(String value, String scheme) {
    IDType id = id(value);
    id.setSchemeID(scheme);
    return id;
  }

  static AmountType amount(BigDecimal value) {
    return new AmountType(value);
  }

  static AmountType amount(BigDecimal value, String currency) {
    AmountType amount = new AmountType(value);
    amount.setCurrencyID(currency);
    return amount;
  }

  static QuantityType quantity(long value) {
    QuantityType quantity = new QuantityType(BigDecimal.valueOf(value));
    quantity.setUnitCode(ONE);
    return quantity;
  }

  /** Days are of UTC, as on paper. */
  static DateTimeType day(Instant at) {
    DateTimeType day = new DateTimeType();
    day.setDateTimeString(DAY.format(at)).setFormat(DAY_FORMAT);
    return day;
  }

  static FormattedDateTimeType formattedDay(Instant at) {
    FormattedDateTimeType day = new FormattedDateTimeType();
    day.setDateTimeString(DAY.format(at)).setFormat(DAY_FORMAT);
    return day;
  }

  static NoteType note(String content) {
    NoteType note = new NoteType();
    note.getContent().add(text(content));
    return note;
  }

  static TradeTaxType tax(TaxCategory category, BigDecimal rate) {
    TradeTaxType tax = new TradeTaxType();
    tax.setTypeCode(new TaxTypeCodeType("VAT"));
    tax.setCategoryCode(new TaxCategoryCodeType(category.name()));
    tax.setRateApplicablePercent(new PercentType(rate));
    return tax;
  }

  private static String xml(String text) {
    StringBuilder known = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
        .map(c -> c < 0x20 && c != '\n' ? ' ' : c)
        .forEach(known::appendCodePoint);
    return known.toString();
  }
}
