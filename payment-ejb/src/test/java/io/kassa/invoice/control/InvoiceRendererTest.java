package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.tax.TaxCalculation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes the default time zone and locale")
class InvoiceRendererTest {
  private static final InvoiceRenderer RENDERER = new InvoiceRenderer();

  @Test
  void invoiceSaysWhatTheFactsSay() throws IOException {
    String text = text(RENDERER.render(SampleInvoices.plain().facts()));

    assertThat(text)
        .contains("Payment invoice", "收款凭证", "QH-2026-000128", "杭州青禾茶业有限公司")
        .contains("91330106MA2B1X7K4Q", "Müller & Söhne GmbH 上海代表处", "einkauf@mueller.example")
        .contains("SO-20261123-0042", "WeChat Pay 微信支付", "KC-7F3Q-9M2D-X41B")
        .contains("019ab3c4-1d2e-7f00-8a1b-2c3d4e5f6071", "2026-11-23 09:14:05 UTC")
        .contains("West Lake Longjing, 250 g tin 西湖龙井 250 克罐装", "168.00", "13%")
        .contains("297.35", "38.65", "CNY 336.00")
        .contains("叁佰叁拾陆元整", "Three hundred thirty-six yuan", SampleInvoices.URL)
        .contains("not a fapiao of the Chinese tax authority", "不是税务机关监制的发票", "Page 1 of 1")
        .doesNotContain("TEST")
        .doesNotContain(Character.toString(InvoiceFonts.MISSING));
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() throws IOException {
    SampleInvoices one =
        SampleInvoices.plain().withItems(List.of(SampleInvoices.item("Tea", 3, 1_234_567, "0")));

    assertThat(text(RENDERER.render(one.in("JPY", 0).facts())))
        .contains("JPY 3,703,701", "日元叁佰柒拾万零叁仟柒佰零壹元整")
        .doesNotContain("3,703,701.");
    assertThat(text(RENDERER.render(one.in("KWD", 3).facts())))
        .contains("1,234.567", "KWD 3,703.701", "and 701/1000");
  }

  @Test
  void sameFactsGiveTheSameBytes() {
    InvoiceFacts facts = SampleInvoices.ofLines(60).facts();

    byte[] first = RENDERER.render(facts);
    // other glyphs in between must leave no trace in the fonts that are used again
    RENDERER.render(SampleInvoices.plain().asTest().facts());

    assertThat(RENDERER.render(facts)).isEqualTo(first);
    assertThat(new InvoiceRenderer().render(InvoiceFacts.fromJson(facts.toJson())))
        .isEqualTo(first);
  }

  @Test
  void timeZoneAndLocaleOfTheServerChangeNothing() {
    InvoiceFacts facts = SampleInvoices.plain().facts();
    byte[] expected = RENDERER.render(facts);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
      // Arabic digits, and a calendar that counts other years
      for (String tag : List.of("ar-SA-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(new InvoiceRenderer().render(facts)).as(tag).isEqualTo(expected);
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void threadsAtOnceDrawTheSameDocuments() throws Exception {
    List<InvoiceFacts> facts =
        List.of(
            SampleInvoices.plain().facts(),
            SampleInvoices.ofLines(9).facts(),
            SampleInvoices.plain().asTest().facts());
    List<byte[]> expected = facts.stream().map(RENDERER::render).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<byte[]>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        InvoiceFacts one = facts.get(i % facts.size());
        calls.add(() -> RENDERER.render(one));
      }
      List<Future<byte[]>> drawn = threads.invokeAll(calls);
      for (int i = 0; i < drawn.size(); i++) {
        assertThat(drawn.get(i).get()).isEqualTo(expected.get(i % facts.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void otherFactsGiveAnotherDocumentId() throws IOException {
    SampleInvoices plain = SampleInvoices.plain();

    assertThat(documentId(RENDERER.render(plain.facts())))
        .isNotEqualTo(documentId(RENDERER.render(plain.asTest().facts())));
  }

  @Test
  void qrCodeReadsAsTheConfirmationUrl() throws Exception {
    assertThat(qrCode(RENDERER.render(SampleInvoices.plain().facts())))
        .isEqualTo(SampleInvoices.URL);
    // over the watermark as well
    assertThat(qrCode(RENDERER.render(SampleInvoices.plain().asTest().facts())))
        .isEqualTo(SampleInvoices.URL);
  }

  @Test
  void testInvoiceSaysSoOnEveryPage() throws IOException {
    byte[] pdf = RENDERER.render(SampleInvoices.ofLines(60).asTest().facts());

    for (String page : pages(pdf)) {
      assertThat(page).contains("TEST 测试", "no money was moved", "未发生资金划转");
    }
  }

  @Test
  void longTableRepeatsItsHeadAndNumbersItsPages() throws IOException {
    List<String> pages = pages(RENDERER.render(SampleInvoices.ofLines(60).facts()));

    assertThat(pages).hasSizeGreaterThan(2);
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i))
          .contains("Description", "Amount CNY", "QH-2026-000128")
          .contains("Page " + (i + 1) + " of " + pages.size())
          .contains("第 " + (i + 1) + " 页，共 " + pages.size() + " 页");
    }
    assertThat(pages.get(pages.size() - 1)).contains("Total paid", "Amount in words");
  }

  @Test
  void everyNumberOfLinesLeavesNothingOutAndStaysOnThePage() throws IOException {
    for (int count = 1; count <= 45; count++) {
      byte[] pdf = RENDERER.render(SampleInvoices.ofLines(count).facts());
      String text = text(pdf);
      for (InvoiceFacts.Line line : SampleInvoices.ofLines(count).facts().lines()) {
        assertThat(text).contains(new AmountFormat(2).of(line.grossMinor()));
      }
      requireOnPage(pdf);
    }
  }

  @Test
  void textsWithoutSpacesAreBrokenAndStayOnThePage() throws IOException {
    String word = "W".repeat(200);
    byte[] pdf =
        RENDERER.render(
            SampleInvoices.plain()
                .from(
                    new InvoiceFacts.Seller("股份有限公司".repeat(20), "9".repeat(60), word, "CN", null))
                .to(
                    new InvoiceFacts.Buyer(
                        word, "8".repeat(60), "a".repeat(100) + "@example.com", null, null))
                .withDescription("很长的说明".repeat(200))
                .withItems(
                    List.of(
                        SampleInvoices.item(word, 1, 100, "13"),
                        SampleInvoices.item("龙井茶（明前）、".repeat(60), 1, 100, "13"),
                        SampleInvoices.item("mixed 中英文 text ".repeat(300), 1, 100, "13")))
                .facts());

    requireOnPage(pdf);
    String shown = text(pdf).replaceAll("\\s", "");
    assertThat(shown).contains("茶（明前）、龙井茶（明前）、龙井茶", "mixed中英文textmixed");
    // seller's address, buyer's name, one line and "WeChat": nothing of a word is lost
    assertThat(shown.chars().filter(c -> c == 'W').count()).isEqualTo(3 * 200L + 1);
  }

  @Test
  void textsOfAbsurdLengthAreShortenedVisibly() throws IOException {
    String endless = "W".repeat(20_000);
    byte[] pdf =
        RENDERER.render(
            SampleInvoices.plain()
                .from(new InvoiceFacts.Seller(endless, endless, endless, "CN", null))
                .to(new InvoiceFacts.Buyer(endless, endless, endless, null, null))
                .withDescription(endless)
                .facts());

    requireOnPage(pdf);
    assertThat(text(pdf)).contains("W…", "CNY 336.00", "KC-7F3Q-9M2D-X41B");
  }

  @Test
  void largestAmountsStayOnThePage() throws IOException {
    for (int decimals = 0; decimals <= 4; decimals++) {
      byte[] pdf =
          RENDERER.render(
              SampleInvoices.plain()
                  .in("CLF", decimals)
                  .withItems(List.of(SampleInvoices.item("All", 1, Long.MAX_VALUE, "13")))
                  .facts());

      requireOnPage(pdf);
      assertThat(text(pdf)).contains(new AmountFormat(decimals).of(Long.MAX_VALUE));
    }
  }

  @Test
  void manyTaxRatesFlowOverPages() throws IOException {
    List<TaxCalculation.Item> items = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      items.add(SampleInvoices.item("Rate", 1, 1_000 + i, i + ".25"));
    }
    byte[] pdf = RENDERER.render(SampleInvoices.plain().withItems(items).facts());

    requireOnPage(pdf);
    // once in the table, once among the taxes
    assertThat(text(pdf).split("89\\.25%", -1)).hasSize(3);
  }

  @Test
  void glyphsThatTheFontLacksAreShownAsBoxes() throws IOException {
    String text =
        text(
            RENDERER.render(
                SampleInvoices.plain()
                    .withItems(
                        List.of(
                            SampleInvoices.item(
                                "a\u0915b\uD83D\uDE00c\td\u200De\u0007f\uFEFF", 1, 1, "0")))
                    .facts()));

    assertThat(text).contains("a□b□c de f");
  }

  @Test
  void namesOfEuropeAndRareChineseNamesHaveTheirGlyphs() throws IOException {
    String names = "Łukasz Żółć Čeněk Győző Şule Nguyễn Ωμέγας Москва 喆堃玥祎 𬭎𬘡 ₫₽₹";
    byte[] pdf =
        RENDERER.render(
            SampleInvoices.plain()
                .to(new InvoiceFacts.Buyer(names, null, null, null, null))
                .facts());

    assertThat(text(pdf).replaceAll("\\s", "")).contains(names.replace(" ", ""));
  }

  @Test
  void invoiceWithoutBuyerShowsTheOrderInstead() throws IOException {
    String text = text(RENDERER.render(SampleInvoices.plain().to(null).facts()));

    assertThat(text).contains("Order 订单", "SO-20261123-0042").doesNotContain("Buyer");
  }

  @Test
  void documentSaysWhatItIsAndThatItIsMadeToBeKept() throws IOException {
    InvoiceFacts facts =
        SampleInvoices.plain()
            .from(new InvoiceFacts.Seller("Tea & <Cups>", null, null, null, null))
            .facts();
    try (PDDocument document = Loader.loadPDF(RENDERER.render(facts))) {
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("Payment invoice QH-2026-000128");
      assertThat(document.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo(Instant.parse("2026-11-23T09:14:07Z"));
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
      String xmp =
          new String(
              document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
      assertThat(xmp)
          .contains("Payment invoice QH-2026-000128", "Tea &amp; &lt;Cups&gt;")
          .contains("<pdfaid:part>3</pdfaid:part>")
          .as("a seller without tax id cannot be invoiced after EN 16931")
          .doesNotContain("factur-x");
    }
  }

  @Test
  void unknownTemplateIsRefused() {
    InvoiceFacts facts = SampleInvoices.plain().facts();
    String json = new String(facts.toJson(), StandardCharsets.UTF_8);
    byte[] next =
        json.replace("\"templateVersion\":2", "\"templateVersion\":3")
            .getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RENDERER.render(InvoiceFacts.fromJson(next)));
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(false);
      return stripper.getText(document);
    }
  }

  private static List<String> pages(byte[] pdf) throws IOException {
    List<String> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document));
      }
    }
    return pages;
  }

  /** Every upright character lies between the margins and above the foot of the page. */
  private static void requireOnPage(byte[] pdf) throws IOException {
    List<TextPosition> outside = Collections.synchronizedList(new ArrayList<>());
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper =
          new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
              boolean inside =
                  text.getXDirAdj() >= Sheet.LEFT - 0.5f
                      && text.getXDirAdj() + text.getWidthDirAdj() <= Sheet.RIGHT + 0.5f
                      && text.getYDirAdj() <= Sheet.HEIGHT - 30;
              boolean betweenBodyAndFoot =
                  text.getYDirAdj() > Sheet.BOTTOM && text.getYDirAdj() < Sheet.HEIGHT - 54;
              if (!inside || betweenBodyAndFoot) {
                outside.add(text);
              }
            }
          };
      stripper.getText(document);
    }
    assertThat(outside).isEmpty();
  }

  private static String documentId(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getDocument().getDocumentID().toString();
    }
  }

  private static String qrCode(byte[] pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 150);
      // the code stands alone in the lower left quarter
      BufferedImage quarter =
          page.getSubimage(0, page.getHeight() / 2, page.getWidth() / 4, page.getHeight() / 2);
      int width = quarter.getWidth();
      int height = quarter.getHeight();
      int[] pixels = quarter.getRGB(0, 0, width, height, null, 0, width);
      BinaryBitmap bitmap =
          new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
      return new QRCodeReader().decode(bitmap).getText();
    }
  }
}
