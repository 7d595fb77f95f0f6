package io.kassa.settlement.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.ledger.AccountCode;
import io.kassa.settlement.entity.Movements;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

class StatementsTest {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final LocalDate FROM = LocalDate.parse("2026-10-01");

  /** A settlement of random days; every line of a day may be nothing. */
  private static Settlement settlement(long seed, String currency, int days, String name) {
    SplittableRandom random = new SplittableRandom(seed);
    long opening = random.nextLong(-1_000_000, 1_000_000_000);
    List<SettlementDay> all = new ArrayList<>();
    Movements total = Movements.NONE;
    for (int i = 0; i < days; i++) {
      Movements moved =
          new Movements(
              random.nextInt(1, 5_000),
              some(random, 10_000_000),
              some(random, 100_000),
              some(random, 90_000),
              some(random, 1_000_000),
              some(random, 9_000_000),
              random.nextLong(-1_000, 1_000));
      all.add(new SettlementDay(FROM.plusDays(i), moved));
      total = total.plus(moved);
    }
    long closing = opening + total.changeMinor();
    return new Settlement(
        new UUID(1, 1),
        new UUID(seed, 2),
        7,
        currency,
        FROM,
        FROM.plusDays(days),
        opening,
        closing,
        closing,
        Math.max(0, closing),
        new UUID(1, 3),
        0,
        null,
        name,
        true,
        Instant.parse("2026-11-01T09:00:00.123456Z"),
        all,
        total,
        null);
  }

  private static long some(SplittableRandom random, long most) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CNY", "JPY", "KWD"})
  void everyRowOfTheTableAddsUpAndTheLastOneIsTheWhole(String currency) {
    long seed = System.nanoTime();
    Settlement made = settlement(seed, currency, 31, "Teahouse");
    List<List<String>> rows =
        new String(CsvStatement.of(made), StandardCharsets.UTF_8)
            .lines()
            .skip(1)
            .map(row -> COMMA.splitAsStream(row).toList())
            .toList();
    assertThat(rows).hasSize(32);
    String before = rows.get(0).get(2);
    for (List<String> row : rows) {
      BigDecimal balance = new BigDecimal(row.get(2));
      for (int column = 4; column <= 9; column++) {
        balance = balance.add(new BigDecimal(row.get(column)));
      }
      assertThat(balance).as("seed %d: %s", seed, row).isEqualTo(new BigDecimal(row.get(10)));
      if (!row.get(0).equals("total")) {
        assertThat(row.get(2)).as("seed %d: %s", seed, row).isEqualTo(before);
        before = row.get(10);
      }
    }
    assertThat(rows.get(31).get(2)).isEqualTo(rows.get(0).get(2));
    assertThat(rows.get(31).get(10)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CNY", "JPY", "KWD"})
  void camtIsValidByTheSchemaOfItsTypes(String currency) throws Exception {
    String longest = "茶 & <Tea> \uFFFE".repeat(16);
    for (int days : new int[] {1, 92}) {
      String xml =
          new String(
              CamtStatement.of(settlement(days, currency, days, longest)), StandardCharsets.UTF_8);
      report().newValidator().validate(new StreamSource(new StringReader(asReport(xml))));
    }
  }

  @Test
  void schemaRefusesWhatIsNoCamt() throws Exception {
    String xml =
        asReport(
            new String(CamtStatement.of(settlement(1, "CNY", 2, "Tea")), StandardCharsets.UTF_8));
    for (String broken :
        List.of(
            xml.replace("<Cd>BOOK</Cd>", "BOOK"),
            xml.replaceFirst("<CdtDbtInd>(CRDT|DBIT)</CdtDbtInd>", ""),
            xml.replaceFirst("<Ccy>CNY</Ccy>", "<Ccy>Yuan</Ccy>"))) {
      assertThat(broken).isNotEqualTo(xml);
      assertThatThrownBy(
              () -> report().newValidator().validate(new StreamSource(new StringReader(broken))))
          .isInstanceOf(SAXException.class);
    }
  }

  /**
   * The schema at hand is that of camt.052, the report of a day under way. Of the same release, it
   * has the same types; only the names of root, message and additional information differ.
   */
  private static String asReport(String statement) {
    assertThat(statement).contains("camt.053.001.08", "<BkToCstmrStmt>", "<Stmt>");
    return statement
        .replace("camt.053.001.08", "camt.052.001.08")
        .replace("BkToCstmrStmt", "BkToCstmrAcctRpt")
        .replace("<Stmt>", "<Rpt>")
        .replace("</Stmt>", "</Rpt>")
        .replace("AddtlStmtInf", "AddtlRptInf");
  }

  private static Schema report() throws SAXException {
    URL schema = StatementsTest.class.getResource("/camt.052.001.08.xsd");
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema);
  }

  @Test
  void documentShowsEveryDayAndTheSumsAndIsTheSameEachTime() throws IOException {
    Settlement made = settlement(42, "CNY", 60, "Teahouse 茶馆 🍵");
    byte[] document = PdfStatement.of(made);
    assertThat(document).isEqualTo(PdfStatement.of(made));
    try (PDDocument read = Loader.loadPDF(document)) {
      String text = new PDFTextStripper().getText(read);
      assertThat(text)
          .contains("Settlement statement 结算单", "Teahouse 茶馆 □", "Page 2 of 2", "TEST")
          .contains("To be paid out 应付金额");
      for (SettlementDay day : made.days()) {
        assertThat(text).contains(day.day().toString());
      }
      picture(read);
    }
  }

  /** For whoever wants to look at it. */
  private static void picture(PDDocument document) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 90), "png", png);
    Path directory = Files.createDirectories(Path.of("target", "statements"));
    Files.write(directory.resolve("statement.png"), png.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "CUSTOMER_STORED_VALUE, PAYMENT, 100, 100, 0, 0, 0, 0, 0",
    "CHANNEL_CLEARING, PAYMENT, 100, 100, 0, 0, 0, 0, 0",
    "REFUNDS_IN_TRANSIT, REFUND, -40, 0, 40, 0, 0, 0, 0",
    "CUSTOMER_STORED_VALUE, REFUND, -40, 0, 40, 0, 0, 0, 0",
    "REFUNDS_IN_TRANSIT, REVERSAL, 40, 0, -40, 0, 0, 0, 0",
    "FEES, FEE, -3, 0, 0, 3, 0, 0, 0",
    "FEES, REVERSAL, 3, 0, 0, -3, 0, 0, 0",
    "CUSTOMER_STORED_VALUE, DEPOSIT, -50, 0, 0, 0, 50, 0, 0",
    "CUSTOMER_STORED_VALUE, WITHDRAWAL, 50, 0, 0, 0, -50, 0, 0",
    "BANK, SETTLEMENT, -60, 0, 0, 0, 0, 60, 0",
    "BANK, REVERSAL, 60, 0, 0, 0, 0, -60, 0",
    "SUSPENSE, REVERSAL, 7, 0, 0, 0, 0, 0, 7",
    "MERCHANT_FUNDING_RECEIVABLE, SETTLEMENT, -9, 0, 0, 0, 0, 0, 0"
  })
  void everyPostingStandsOnItsLine(
      AccountCode other,
      String type,
      long amount,
      long gross,
      long refunds,
      long fees,
      long funding,
      long paidOut,
      long rest) {
    Movements moved = PeriodSums.movements(other, type, 1, amount);
    assertThat(moved)
        .isEqualTo(new Movements(gross == 0 ? 0 : 1, gross, refunds, fees, funding, paidOut, rest));
    boolean internal = other == AccountCode.MERCHANT_FUNDING_RECEIVABLE;
    assertThat(moved.changeMinor()).isEqualTo(internal ? 0 : amount);
  }
}
