package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRow;
import io.kassa.channel.BillUnavailableException;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.alipay.Loopback.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillsTest {
  private static final BillRequest DAY = new BillRequest(LocalDate.of(2026, 5, 31));
  private static final String METHOD = "alipay.data.dataservice.bill.downloadurl.query";
  private static final Charset GBK = Charset.forName("GBK");

  private static final String HEAD =
      String.join(
          "\r\n",
          "#支付宝业务明细查询",
          "#账号：[" + TestAlipay.SELLER + "0156]",
          "#起始日期：[2026年05月31日 00:00:00]   终止日期：[2026年06月01日 00:00:00]",
          "#--------------------业务明细列表------------------",
          "");
  private static final String NAMES =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,"
          + "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n";
  private static final String PAYMENT =
      "20260531220014\t,019e8a\t,交易\t,%s,2026-05-31 16:13:11,2026-05-31 16:14:24,\t,\t,\t,\t,"
          + "**佳(yan***@163.com)\t,1.00,0.90,0.00,0.00,0.00,0.10,0.00,,0.00\t,0.00,\t,-0.01,0.00,\r\n";
  private static final String REFUND =
      "20260531220014\t,019e8a\t,退款\t,茶,2026-05-31 16:13:11,2026-05-31 18:00:00,\t,\t,\t,\t,"
          + "**佳(yan***@163.com)\t,-0.40,-0.36,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,019e8b\t,0.00,0.00,\r\n";
  private static final String END = "#--------------------业务明细列表结束------------------\r\n";
  private static final String SUMS =
      String.join(
          "\r\n",
          "#交易合计：1笔，商家实收共0.90元，商家优惠共0.10元",
          "#退款合计：1笔，商家实收退款共-0.36元",
          "#导出时间：[2026年06月01日 09:00:00]",
          "");
  private static final String TABLE = HEAD + NAMES + PAYMENT.formatted("茶") + REFUND + END + SUMS;
  private static final String SUMMARY =
      "#支付宝业务汇总查询\r\n门店编号,门店名称,交易订单总笔数\r\n合计\t,\t,1\r\n#---业务汇总列表结束---\r\n";

  private static final BillRow PAYMENT_ROW =
      new BillRow(
          BillRow.Kind.PAYMENT,
          "20260531220014",
          "019e8a",
          null,
          100,
          "CNY",
          "交易",
          Instant.parse("2026-05-31T08:14:24Z"));
  private static final BillRow REFUND_ROW =
      new BillRow(
          BillRow.Kind.REFUND,
          "20260531220014",
          "019e8a",
          "019e8b",
          40,
          "CNY",
          "退款",
          Instant.parse("2026-05-31T10:00:00Z"));

  private final Loopback alipay = new Loopback();
  private final AlipayChannel channel =
      new AlipayChannel(new LoopbackExchange(), new Samples.Hand());
  private final ChannelSettings settings = Samples.settings(alipay, Samples.values());
  private final List<BillRow> rows = new ArrayList<>();

  @AfterEach
  void stop() {
    alipay.close();
  }

  @Test
  void rowsOfABillAreHandedOver() {
    serve(zip("2088_20260531_业务明细.csv", TABLE, "2088_20260531_业务明细(汇总).csv", SUMMARY));

    assertThat(fetch()).isNull();
    assertThat(rows).containsExactly(PAYMENT_ROW, REFUND_ROW);
    assertThat(alipay.requests().get(0).content())
        .isEqualTo("{\"bill_type\":\"trade\",\"bill_date\":\"2026-05-31\"}");
  }

  @Test
  void orderOfTheFilesDoesNotMatterNorDoOthers() {
    serve(zip("a.csv", SUMMARY, "readme.txt", "x", "b.CSV", TABLE));

    assertThat(fetch()).isNull();
    assertThat(rows).hasSize(2);
  }

  @Test
  void bracketsMayBeNarrowAndSubjectsMayHaveCommas() {
    serve(
        zip(
            "a.csv",
            (HEAD + NAMES + PAYMENT.formatted("茶, 壶,\"红\"") + END)
                .replace('（', '(')
                .replace('）', ')')));

    assertThat(fetch()).isNull();
    assertThat(rows).containsExactly(PAYMENT_ROW);
  }

  @Test
  void dayWithoutATradeHasNoRows() {
    serve(zip("a.csv", HEAD + NAMES + END + "#交易合计：0笔\r\n#退款合计：0笔\r\n"));

    assertThat(fetch()).isNull();
    assertThat(rows).isEmpty();
  }

  static Stream<Arguments> brokenTables() {
    String payment = PAYMENT.formatted("茶");
    return Stream.of(
        Arguments.of(HEAD + NAMES + payment, "the-end-is-missing"),
        Arguments.of(HEAD + END, "the-end-is-missing"),
        Arguments.of(HEAD + NAMES + payment + END + SUMS, "the-sums-do-not-fit"),
        Arguments.of(TABLE + payment, "a-line-after-the-end"),
        Arguments.of(TABLE.replace(TestAlipay.SELLER, "2088102147948061"), "another-merchant"),
        Arguments.of(TABLE.replace("退款\t", "冻结\t"), "a-kind-is-unknown"),
        Arguments.of(TABLE.replace("-0.40", "-0.405"), "an-amount-is-none"),
        Arguments.of(TABLE.replace(",1.00,", ",-1.00,"), "an-amount-is-none"),
        Arguments.of(TABLE.replace("18:00:00", "25:00:00"), "a-time-is-none"),
        Arguments.of(TABLE.replace("订单金额（元）", "金额"), "a-column-is-missing"),
        Arguments.of(TABLE.replace(",备注", ",操作员"), "a-column-twice"),
        Arguments.of(HEAD + NAMES + "1,2\r\n" + END, "a-line-has-other-columns"),
        Arguments.of(HEAD + "x".repeat(20_000), "a-line-is-too-long"));
  }

  @ParameterizedTest
  @MethodSource("brokenTables")
  void brokenBillIsUnavailable(String table, String reason) {
    serve(zip("a.csv", table));

    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage(reason);
  }

  @Test
  void zipWithoutDetailsIsUnavailable() {
    serve(zip("a.csv", SUMMARY));
    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("no-details");

    serve("<p>文件已过期</p>".getBytes(StandardCharsets.UTF_8));
    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("no-details");
  }

  @Test
  void transferThatBreaksOffIsUnavailable() {
    byte[] whole = zip("a.csv", TABLE);
    byte[] part = new byte[whole.length / 2];
    System.arraycopy(whole, 0, part, 0, part.length);
    serve(part);

    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("broken-off");
  }

  @Test
  void fileThatIsGoneIsUnavailable() {
    answerAddress(alipay.address("/file/none").toString());

    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("http-404");
  }

  @Test
  void billThatIsNotThereYetIsUnavailable() {
    alipay.answer(METHOD, Reply.refusal("isp.bill_not_exist"));

    assertThat(fetch())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("isp.bill_not_exist");
  }

  @Test
  void addressThatNobodySignedIsNotFollowed() {
    alipay.answer(METHOD, address(alipay.address("/file/bill").toString()).signedBy(null));

    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("unsigned");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://dwbillcenter.alipay.com.example.com/x",
        "http://dwbillcenter.alipay.com:8080/x",
        "https://evil.example.com/x",
        "file:///etc/passwd",
        "https://user@dwbillcenter.alipay.com/x",
      })
  void addressElsewhereIsNotFollowed(String address) {
    answerAddress(address);

    assertThat(fetch())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("download-address-not-allowed");
  }

  @Test
  void failureOfWhoeverTakesTheRowsGoesOn() {
    serve(zip("a.csv", TABLE));

    Throwable failure =
        catchThrowable(
            () ->
                channel
                    .bill(
                        settings,
                        DAY,
                        row -> {
                          throw new IllegalStateException("full");
                        })
                    .toCompletableFuture()
                    .join());

    assertThat(failure).isInstanceOf(CompletionException.class).hasRootCauseMessage("full");
  }

  /** A few kilobytes that unpack to gigabytes: it ends at the first line that is none. */
  @Test
  void bombIsNotUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    serve(bytes.toByteArray());

    assertThat(fetch())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("a-line-is-too-long");
  }

  @Test
  void manyFilesAreNoBill() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 65; i++) {
        zip.putNextEntry(new ZipEntry(i + ".txt"));
      }
    }
    serve(bytes.toByteArray());

    assertThat(fetch()).isInstanceOf(BillUnavailableException.class).hasMessage("too-many-files");
  }

  @Test
  void rowsComeBeforeTheFileIsWhole() throws IOException {
    byte[] whole = zip("a.csv", HEAD + NAMES + PAYMENT.formatted("茶").repeat(5_000) + END);
    int[] read = new int[1];
    int[] first = new int[1];
    InputStream counted =
        new ByteArrayInputStream(whole) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            int count = super.read(into, offset, length);
            read[0] += Math.max(count, 0);
            return count;
          }
        };
    new BillFile(TestAlipay.SELLER)
        .read(
            counted,
            row -> {
              first[0] = first[0] == 0 ? read[0] : first[0];
            });

    assertThat(first[0]).isPositive().isLessThan(whole.length / 2);
  }

  private static byte[] zip(String... namesAndContents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, GBK)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(GBK));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private void serve(byte[] file) {
    alipay.serve("/file/bill", file);
    answerAddress(alipay.address("/file/bill?bizType=trade").toString());
  }

  private void answerAddress(String address) {
    alipay.answer(METHOD, address(address));
  }

  private static Reply address(String address) {
    return Reply.of(
        "{\"code\":\"10000\",\"msg\":\"Success\",\"bill_download_url\":\""
            + address.replace("/", "\\/")
            + "\"}");
  }

  /** What it failed with; null if it did not. */
  private Throwable fetch() {
    Throwable failure =
        catchThrowable(() -> channel.bill(settings, DAY, rows::add).toCompletableFuture().join());
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
