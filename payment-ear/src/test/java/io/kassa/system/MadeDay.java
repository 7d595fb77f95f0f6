package io.kassa.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A day of payments and refunds that was never lived: rows of Kassa's books, written by the
 * database, and the provider's bill of the same day, written here. Both follow from the numbers of
 * payments and refunds alone; at planted ones, one side says something else.
 *
 * @param lines how many the bill has, at least 20 000
 */
record MadeDay(String merchantId, String configurationId, LocalDate date, int lines) {
  static final int PLANTED_PAYMENTS = 80;
  static final int PLANTED_REFUNDS = 20;

  private static final int KINDS = 5;
  private static final int REFUNDS_OF_HUNDRED = 5;
  private static final int PAYMENTS_PER_REFUND = 19;

  /** The day's last minutes belong to the next one, so nothing is planted there. */
  private static final int PLANTED_OF_HUNDRED = 97;

  private static final int SECONDS = 86_400;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** In the order of their places. */
  enum Planted {
    MISSING_HERE,
    MISSING_THERE,
    AMOUNT,
    STATE,
    DUPLICATE;

    String of(String subject, String number) {
      return name() + " " + subject + " " + number;
    }
  }

  /** A line that is twice in the bill stands for one that is not in it. */
  int refunds() {
    return lines / 100 * REFUNDS_OF_HUNDRED;
  }

  int payments() {
    return lines - refunds();
  }

  private int paymentStep() {
    return (int) ((long) payments() * PLANTED_OF_HUNDRED / 100 / (PLANTED_PAYMENTS * KINDS));
  }

  private int refundStep() {
    return (int) ((long) refunds() * PLANTED_OF_HUNDRED / 100 / (PLANTED_REFUNDS * KINDS));
  }

  /** What is planted at a place; null at most of them. */
  private static Planted planted(int place, int step, int each) {
    return place % step == 0 && place / step < each * KINDS
        ? Planted.values()[place / step % KINDS]
        : null;
  }

  private Planted plantedPayment(int place) {
    return planted(place, paymentStep(), PLANTED_PAYMENTS);
  }

  private Planted plantedRefund(int place) {
    return planted(place, refundStep(), PLANTED_REFUNDS);
  }

  /** Everything that has to be found, in alphabetical order. */
  List<String> expected() {
    List<String> all = new ArrayList<>();
    IntStream.range(0, payments())
        .filter(place -> plantedPayment(place) != null)
        .forEach(place -> all.add(plantedPayment(place).of("PAYMENT", number("p", place))));
    IntStream.range(0, refunds())
        .filter(place -> plantedRefund(place) != null)
        .forEach(place -> all.add(plantedRefund(place).of("REFUND", number("r", place))));
    return all.stream().sorted().toList();
  }

  /** The bill, line by line, with the provider's line ends. */
  void bill(Consumer<String> out) {
    out.accept(NAMES);
    long paid = 0;
    long refunded = 0;
    for (int place = 0; place < payments(); place++) {
      Planted planted = plantedPayment(place);
      long amount = amount(place) + (planted == Planted.AMOUNT ? 1 : 0);
      for (int copy = copies(planted); copy > 0; copy--) {
        out.accept(payment(place, amount));
        paid += amount;
      }
    }
    for (int place = 0; place < refunds(); place++) {
      Planted planted = plantedRefund(place);
      long amount = 10L + (planted == Planted.AMOUNT ? 1 : 0);
      for (int copy = copies(planted); copy > 0; copy--) {
        out.accept(refund(place, amount));
        refunded += amount;
      }
    }
    out.accept(SUM_NAMES);
    out.accept(
        "`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s\r\n"
            .formatted(lines, yuan(paid), yuan(refunded), yuan(paid), yuan(refunded)));
  }

  private static int copies(Planted planted) {
    return planted == Planted.MISSING_THERE ? 0 : planted == Planted.DUPLICATE ? 2 : 1;
  }

  private String payment(int place, long amount) {
    return PAYMENT.formatted(
        time(place, payments()),
        transaction(place),
        number("p", place),
        yuan(amount),
        yuan(amount));
  }

  private String refund(int place, long amount) {
    int payment = refunded(place);
    return REFUND.formatted(
        time(place, refunds()),
        transaction(payment),
        number("p", payment),
        place,
        number("r", place),
        yuan(amount),
        yuan(amount));
  }

  /** Which payment a refund belongs to: one at which nothing is planted. */
  private int refunded(int place) {
    int payment = place * PAYMENTS_PER_REFUND + 1;
    return payment % paymentStep() == 0 ? payment + 1 : payment;
  }

  private String time(int place, int of) {
    return date.atStartOfDay().plusSeconds((long) place * SECONDS / of).format(TIME);
  }

  private static long amount(int place) {
    return 100L + place % 1_000;
  }

  /** The same as the database's {@code md5(kind || place || merchant)}. */
  private String number(String kind, int place) {
    try {
      byte[] text = (kind + place + merchantId).getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String transaction(int place) {
    return String.format(Locale.ROOT, "42%026d", place);
  }

  private static String yuan(long minor) {
    return String.format(Locale.ROOT, "%d.%02d", minor / 100, minor % 100);
  }

  /** Writes the books of the day. */
  void write() {
    Books.script(filled(PAYMENTS));
    Books.script(filled(ATTEMPTS));
    Books.script(filled(REFUNDS));
    Books.script("analyze payments; analyze attempts; analyze refunds");
  }

  /** Takes everything of the merchant away again, so that the books of all others add up. */
  void remove() {
    Books.script(filled(REMOVE));
  }

  private String filled(String statements) {
    return statements
        .replace(":merchant", "'" + merchantId + "'")
        .replace(":configuration", "'" + configurationId + "'")
        .replace(":date", "'" + date + "'")
        .replace(":payments", Integer.toString(payments()))
        .replace(":refunds", Integer.toString(refunds()))
        .replace(":step", Integer.toString(paymentStep()))
        .replace(":refundedEach", Integer.toString(refundStep()));
  }

  private static final String NAMES =
      "\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
          + "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
          + "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
  private static final String PAYMENT =
      "`%s,`wx0000000000000001,`1900000001,`0,`,`%s,`%s,`oPayer,`NATIVE,`SUCCESS,`OTHERS,`CNY,"
          + "`%s,`0.00,`0,`0,`0.00,`0.00,`,`,`Green tea, hot 绿茶,`,`0.00000,`0.60%%,`%s,`0.00,`\r\n";
  private static final String REFUND =
      "`%s,`wx0000000000000001,`1900000001,`0,`,`%s,`%s,`oPayer,`NATIVE,`REFUND,`OTHERS,`CNY,"
          + "`0.00,`0.00,`503%020d,`%s,`%s,`0.00,`ORIGINAL,`SUCCESS,`Green tea,`,`0.00000,`0.60%%,"
          + "`0.00,`%s,`\r\n";
  private static final String SUM_NAMES = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";

  private static final String PAYMENTS =
      """
      insert into payments
        (merchant_id, id, order_id, amount_minor, currency, status, channel, invoice_status, test,
         key_version, request_hash, created_at, expires_at, confirmed_at, confirmation_number,
         confirmation_jws, channel_transaction_id)
      select :merchant, md5('o' || i || :merchant)::uuid, 'made-' || i, 100 + i % 1000, 'CNY',
             case when closed then 'EXPIRED' else 'SUCCEEDED' end, case when not closed then 'WECHAT_PAY' end,
             'NONE', true, 1, sha256('made'), at, at + interval '900 s', case when not closed then at end,
             case when not closed then 'made-' || i end, case when not closed then 'made' end,
             case when not closed then '42' || lpad(i::text, 26, '0') end
        from (select i, i % :step = 0 and i / :step < 400 and i / :step % 5 = 3 as closed,
                     date_trunc('second', :date::timestamp at time zone 'Asia/Shanghai'
                       + i * 86400.0 / :payments * interval '1 s') as at
                from generate_series(0, :payments - 1) i
               where not (i % :step = 0 and i / :step < 400 and i / :step % 5 = 0)) made
      """;
  private static final String ATTEMPTS =
      """
      insert into attempts
        (merchant_id, payment_id, id, channel, scene, status, amount_minor, test, configuration_id,
         provider_transaction_id, created_at, expires_at, started_at, ended_at)
      select p.merchant_id, p.id, md5('p' || substr(p.order_id, 6) || :merchant)::uuid, 'WECHAT_PAY',
             'NATIVE', case when p.status = 'SUCCEEDED' then 'SUCCEEDED' else 'CLOSED' end,
             p.amount_minor, true, :configuration, p.channel_transaction_id, p.created_at,
             p.expires_at, p.created_at, p.created_at
        from payments p where p.merchant_id = :merchant
      """;
  private static final String REFUNDS =
      """
      insert into refunds
        (merchant_id, id, payment_id, attempt_id, cause, status, amount_minor, currency, test,
         created_at, started_at, ended_at)
      select :merchant, md5('r' || i || :merchant)::uuid, md5('o' || k || :merchant)::uuid,
             md5('p' || k || :merchant)::uuid, 'SURPLUS',
             case when i % :refundedEach = 0 and i / :refundedEach < 100 and i / :refundedEach % 5 = 3
                  then 'FAILED' else 'SUCCEEDED' end,
             10, 'CNY', true, at, at, at
        from (select i, i * 19 + 1 + case when (i * 19 + 1) % :step = 0 then 1 else 0 end as k,
                     :date::timestamp at time zone 'Asia/Shanghai'
                       + i * 86400.0 / :refunds * interval '1 s' as at
                from generate_series(0, :refunds - 1) i
               where not (i % :refundedEach = 0 and i / :refundedEach < 100
                          and i / :refundedEach % 5 = 0)) made
      """;
  private static final String REMOVE =
      """
      set session_replication_role = replica;
      delete from discrepancies where merchant_id = :merchant;
      delete from reconciliation_carries where merchant_id = :merchant;
      delete from reconciliations where merchant_id = :merchant;
      delete from incidents where merchant_id = :merchant;
      delete from refunds where merchant_id = :merchant;
      delete from attempts where merchant_id = :merchant;
      delete from payments where merchant_id = :merchant;
      """;
}
