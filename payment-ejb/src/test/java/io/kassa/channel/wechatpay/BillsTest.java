package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRow;
import io.kassa.channel.BillUnavailableException;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.wechatpay.Loopback.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillsTest {
  private static final BillRequest DAY = new BillRequest(LocalDate.of(2026, 5, 31));
  private static final String TRADES = "GET /v3/bill/tradebill";
  private static final String FLOWS = "GET /v3/bill/fundflowbill";
  private static final String FILE = "GET /v3/billdownload/file";

  private static final String NAMES =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
          + "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
          + "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  private static final String PAYMENT =
      "`2026-05-31 17:07:11,`wxd678efh567hg6787,`1900007291,`0,`,`4200000925,`019e8a,`oUp,`NATIVE,"
          + "`SUCCESS,`OTHERS,`CNY,`0.90,`0.10,`0,`0,`0.00,`0.00,`,`,`%s,`,`0.00540,`0.60%%,`1.00,"
          + "`0.00,`";
  private static final String REFUND =
      "`2026-05-31 18:00:00,`wxd678efh567hg6787,`1900007291,`0,`,`4200000925,`019e8a,`oUp,`NATIVE,"
          + "`REFUND,`OTHERS,`CNY,`0.00,`0.00,`503,`019e8b,`0.36,`0.04,`ORIGINAL,`PROCESSING,`x,`,"
          + "`-0.00220,`0.60%,`0.00,`0.40,`";
  private static final String SUM_NAMES = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  private static final String SUM_VALUES = "`2,`0.90,`0.36,`0.04,`0.00320,`1.00,`0.40";
  private static final String SUMS = String.join("\r\n", SUM_NAMES, SUM_VALUES, "");

  private static final BillRow PAYMENT_ROW =
      new BillRow(
          BillRow.Kind.PAYMENT,
          "4200000925",
          "019e8a",
          null,
          100,
          "CNY",
          "SUCCESS",
          Instant.parse("2026-05-31T09:07:11Z"));
  private static final BillRow REFUND_ROW =
      new BillRow(
          BillRow.Kind.REFUND,
          "4200000925",
          "019e8a",
          "019e8b",
          40,
          "CNY",
          "PROCESSING",
          Instant.parse("2026-05-31T10:00:00Z"));

  private final Samples.Hand clock = new Samples.Hand();
  private final Loopback platform = new Loopback(clock);
  private final WeChatPayChannel channel = new WeChatPayChannel(new LoopbackExchange(), clock);
  private final ChannelSettings settings = Samples.settings(platform);
  private final List<BillRow> rows = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packedAndPlainBillsAreRead(boolean packed) {
    byte[] bill = bill(PAYMENT.formatted("Image形象店"), REFUND);
    publish(TRADES, sha1(bill), packed ? packed(bill) : bill);

    fetch();

    assertThat(rows).containsExactly(PAYMENT_ROW, REFUND_ROW);
    assertThat(platform.lines().get(0))
        .isEqualTo(TRADES + "?bill_date=2026-05-31&bill_type=ALL&tar_type=GZIP");
    assertThat(platform.lines().get(1)).isEqualTo(FILE + "?token=secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a, `b", "\"a\"", ",", "a\"b,c", "`"})
  void commasQuotesAndBackTicksInAProductsNameDoNoHarm(String name) {
    byte[] bill = bill(PAYMENT.formatted(name), REFUND);
    publish(TRADES, sha1(bill), packed(bill));

    fetch();

    assertThat(rows).containsExactly(PAYMENT_ROW, REFUND_ROW);
  }

  @Test
  void quotedValuesMayHoldSeparatorsAndLineBreaks() {
    byte[] bill =
        bill(PAYMENT.formatted("Q").replace("`Q", "\"`two\r\nlines,`and \"\"more\"\"\""), REFUND);
    publish(TRADES, sha1(bill), bill);

    fetch();

    assertThat(rows).containsExactly(PAYMENT_ROW, REFUND_ROW);
  }

  @Test
  void olderBillHasOtherColumnsInAnotherOrder() {
    byte[] bill =
        """
        商户号,交易时间,微信订单号,商户订单号,交易状态,货币种类,总金额,商户退款单号,退款金额,退款状态
        `1900007291,`2026-05-31 17:07:11,`4200000925,`019e8a,`SUCCESS,`CNY,`1,`0,`0,`
        总交易单数,总交易额
        `1,`1
        """
            .getBytes(StandardCharsets.UTF_8);
    publish(TRADES, sha1(bill), bill);

    fetch();

    assertThat(rows).containsExactly(PAYMENT_ROW);
  }

  @ParameterizedTest
  @CsvSource({"1.001", "-1.00", "1e2", "1.", "''", "½", "123456789012345"})
  void amountThatIsNotExactlyFenStopsTheBill(String amount) {
    byte[] bill = bill(PAYMENT.formatted("x").replace("`1.00,", "`" + amount + ","));
    publish(TRADES, sha1(bill), bill);

    assertThat(failure()).isInstanceOf(BillUnavailableException.class);
    assertThat(rows).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 1",
    "0.10, 10",
    "1, 100",
    "19.99, 1999",
    "12345678901234.56, 1234567890123456"
  })
  void yuanBecomeFenExactly(String yuan, long fen) {
    byte[] bill =
        new String(
                bill(PAYMENT.formatted("x").replace("`1.00,", "`" + yuan + ",")),
                StandardCharsets.UTF_8)
            .replace(SUM_VALUES, "`1,`0.90,`0.00,`0.00,`0.00320,`%s,`0.00".formatted(yuan))
            .getBytes(StandardCharsets.UTF_8);
    publish(TRADES, sha1(bill), bill);

    fetch();

    assertThat(rows).extracting(BillRow::amountMinor).containsExactly(fen);
  }

  @ParameterizedTest
  @CsvSource({"`2, `3", "`1.00, `1.01", "`0.40, `0.39"})
  void sumsThatTheLinesDoNotAddUpToStopTheBill(String right, String wrong) {
    byte[] bill =
        new String(bill(PAYMENT.formatted("x"), REFUND), StandardCharsets.UTF_8)
            .replace(SUM_VALUES, SUM_VALUES.replace(right, wrong))
            .getBytes(StandardCharsets.UTF_8);
    publish(TRADES, sha1(bill), bill);

    assertThat(failure())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("the-sums-do-not-fit");
  }

  @Test
  void changedFileIsNotThatBill() {
    byte[] bill = bill(PAYMENT.formatted("x"), REFUND);
    String hash = sha1(bill);
    byte[] changed =
        new String(bill, StandardCharsets.UTF_8)
            .replace("`1.00,", "`9.00,")
            .getBytes(StandardCharsets.UTF_8);
    publish(TRADES, hash, packed(changed));

    assertThat(failure())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("the-hash-is-another");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 600})
  void fileThatBrokeOffIsNoBill(int missing) {
    byte[] bill = bill(PAYMENT.formatted("x"), REFUND);
    byte[] packed = packed(bill);
    publish(TRADES, sha1(bill), java.util.Arrays.copyOf(bill, bill.length - missing));
    assertThat(failure()).isInstanceOf(BillUnavailableException.class);

    publish(
        TRADES, sha1(bill), java.util.Arrays.copyOf(packed, Math.max(1, packed.length - missing)));
    assertThat(failure()).isInstanceOf(BillUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v3/billdownload/file?token=x",
        "http://api.mch.weixin.qq.com/v3/billdownload/file",
        "file:///etc/passwd",
        "not an address",
        "/v3/billdownload/file"
      })
  void billIsFetchedFromTheProviderAlone(String address) {
    platform.answer(
        TRADES,
        Reply.of(
            200,
            "{\"hash_type\":\"SHA1\",\"hash_value\":\"00\",\"download_url\":\"" + address + "\"}"));

    assertThat(failure())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessageStartingWith("download-address")
        .hasMessageNotContaining("token");
    assertThat(platform.requests()).hasSize(1);
  }

  @Test
  void otherMerchantsBillIsNotOurs() {
    byte[] bill = bill(PAYMENT.formatted("x").replace("1900007291", "1900007292"));
    publish(TRADES, sha1(bill), bill);

    assertThat(failure())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("another-merchant");
  }

  @Test
  void billThatIsNotReadyIsUnavailableAndADayWithoutTradesHasNoRows() {
    platform.answer(TRADES, Reply.of(400, "{\"code\":\"STATEMENT_CREATING\"}"));
    assertThat(failure())
        .isInstanceOf(BillUnavailableException.class)
        .hasMessage("STATEMENT_CREATING");

    platform.answer(TRADES, Reply.of(400, "{\"code\":\"NO_STATEMENT_EXIST\"}"));
    fetch();
    assertThat(rows).isEmpty();

    platform.answer(TRADES, Reply.of(400, "{\"code\":\"NO_STATEMENT_EXIST\"}").sealed(null));
    assertThat(failure()).isInstanceOf(BillUnavailableException.class).hasMessage("unsigned");
  }

  @Test
  void failureOfWhoTakesTheRowsGoesOnAsItIs() {
    byte[] bill = bill(PAYMENT.formatted("x"));
    publish(TRADES, sha1(bill), bill);

    Throwable failure =
        catchThrowable(
            () ->
                channel
                    .bill(
                        settings,
                        DAY,
                        row -> {
                          throw new IllegalStateException("the table is full");
                        })
                    .toCompletableFuture()
                    .join());

    assertThat(failure).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void movementsOfMoneyAreRead() {
    byte[] bill =
        """
        记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号
        `2026-05-31 17:07:11,`4200000925,`1000001,`交易,`交易,`收入,`1.00,`10.00,`system,`a,b,`019e8a
        `2026-05-31 18:00:00,`503,`1000002,`退款,`退款,`支出,`0.40,`9.60,`1900007291API,`,`019e8b
        资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
        `2,`1,`1.00,`1,`0.40
        """
            .getBytes(StandardCharsets.UTF_8);
    publish(FLOWS, sha1(bill), packed(bill));
    List<FundFlowRow> flows = Collections.synchronizedList(new ArrayList<>());

    channel.fundFlow(settings, DAY, flows::add).toCompletableFuture().join();

    assertThat(flows)
        .containsExactly(
            new FundFlowRow(
                Instant.parse("2026-05-31T09:07:11Z"),
                "4200000925",
                "1000001",
                "交易",
                true,
                100,
                1000),
            new FundFlowRow(
                Instant.parse("2026-05-31T10:00:00Z"), "503", "1000002", "退款", false, 40, 960));
  }

  /** 60 000 lines, 15 MB, while the test may take no more than a part of that. */
  @Test
  void sizeOfABillDoesNotShowInMemory() throws Exception {
    int lines = 60_000;
    byte[] head = ("\uFEFF" + NAMES + "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] line = (PAYMENT.formatted("x") + "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] sums = SUMS.getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(head);
    IntStream.range(0, lines).forEach(i -> digest.update(line));
    digest.update(sums);
    InputStream file =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(head),
                    new Repeated(line, lines),
                    new ByteArrayInputStream(sums))));
    AtomicLong read = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();

    new BillFile(HexFormat.of().formatHex(digest.digest()))
        .read(
            file,
            told -> {
              if (read.incrementAndGet() % 30_000 == 0) {
                System.gc();
                most.accumulateAndGet(
                    runtime.totalMemory() - runtime.freeMemory() - before, Math::max);
              }
            });

    assertThat(read).hasValue(lines);
    assertThat(most.get()).isLessThan(8L << 20);
  }

  @Test
  void lineWithoutAnEndIsNotReadForEver() {
    InputStream file =
        new SequenceInputStream(
            new ByteArrayInputStream((NAMES + "\n`").getBytes(StandardCharsets.UTF_8)),
            new Repeated("x".getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE));

    assertThat(catchThrowable(() -> new BillFile("00").read(file, line -> {})))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessage("a-line-is-too-long");
  }

  private static final class Repeated extends InputStream {
    private final byte[] unit;
    private long left;

    Repeated(byte[] unit, int times) {
      this.unit = unit;
      this.left = (long) unit.length * times;
    }

    @Override
    public int read() {
      if (left == 0) {
        return -1;
      }
      left--;
      return unit[unit.length - 1 - (int) (left % unit.length)] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        into[offset + i] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }
  }

  private void publish(String line, String hash, byte[] file) {
    platform.answer(
        line,
        Reply.of(
            200,
            "{\"hash_type\":\"SHA1\",\"hash_value\":\"%s\",\"download_url\":\"%s\"}"
                .formatted(hash, platform.base() + "/v3/billdownload/file?token=secret")));
    platform.answer(FILE, Reply.of(200, file).sealed(null));
  }

  private void fetch() {
    channel.bill(settings, DAY, rows::add).toCompletableFuture().join();
  }

  private Throwable failure() {
    Throwable failure = catchThrowable(this::fetch);
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** As the provider writes it: a byte order mark first, lines ended by CR and LF. */
  private static byte[] bill(String... details) {
    return ("\uFEFF" + NAMES + "\r\n" + String.join("\r\n", details) + "\r\n" + SUMS)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
