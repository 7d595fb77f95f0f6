package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the books of one merchant have to be, kept in memory beside Kassa: payments, accounts and
 * fees, from which everything in the ledger follows. Many threads write it, each its own payments.
 */
final class MoneyModel {
  private static final Pattern BLANK = Pattern.compile(" ");
  private static final Duration SOON = Duration.ofSeconds(90);

  /** Kassa takes the fee by the time at which it reads the payment, a little before it is paid. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Shop shop;
  private final Collection<ModelPayment> payments = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> balances = new ConcurrentHashMap<>();
  private final Collection<Long> deposits = new ConcurrentLinkedQueue<>();
  private final Collection<Schedule> schedules = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<Optional<Schedule>>> charged = new TreeMap<>();

  private record Schedule(String channel, Instant from, int ratePpm, long fixed) {}

  MoneyModel(Shop shop) {
    this.shop = shop;
  }

  Shop shop() {
    return shop;
  }

  int size() {
    return payments.size();
  }

  void add(ModelPayment payment) {
    payments.add(payment);
  }

  void deposited(String account, long amount) {
    deposits.add(amount);
    moved(account, amount);
  }

  void moved(String account, long amount) {
    balances.merge(account, amount, Long::sum);
  }

  long balance(String account) {
    return balances.getOrDefault(account, 0L);
  }

  /** What was paid through channels, less what went back through them. */
  long fromOutside() {
    return sum(ModelPayment::amount)
        - sum(ModelPayment::refunded)
        - ofAccounts(ModelPayment::amount)
        + ofAccounts(ModelPayment::refunded);
  }

  /** What the customers have left. */
  long stored() {
    return balances.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many fees took over from others while payments were made, and were paid. */
  long feeChanges() {
    return charged.values().stream().mapToLong(fees -> fees.size() - 1L).sum();
  }

  /** Sets a fee; one at a time, since Kassa has one schedule for each moment. */
  synchronized void fee(String channel, int ratePpm, long fixed) {
    Reply set = Fees.put(shop, ratePpm, fixed, channel);
    schedules.add(new Schedule(channel, Instant.parse(set.text("effectiveFrom")), ratePpm, fixed));
  }

  /** Whether every fee that was set has been in force for a moment. */
  boolean feesAreInForce() {
    Instant before = Instant.now().minus(BETWEEN);
    return schedules.stream().allMatch(schedule -> schedule.from().isBefore(before));
  }

  /** Waits for what ends by itself, then compares everything; answers what the fees come to. */
  long agrees() {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(ends()).containsExactlyInAnyOrderElementsOf(expectedEnds());
              assertThat(refunds()).containsExactlyInAnyOrderElementsOf(expectedRefunds());
              assertThat(open()).isEmpty();
            });
    assertThat(shop.payments()).as("payments").isEqualTo(payments.size());
    balances.forEach(
        (account, balance) -> assertThat(shop.balance(account)).as(account).isEqualTo(balance));
    long fees = fees();
    ledgerIs(fees);
    return fees;
  }

  private List<String> ends() {
    return Books.strings(
        """
        select id || ' ' || status || ' '
               || case status when 'SUCCEEDED' then channel else '-' end || ' '
               || amount_refunded_minor
          from payments where merchant_id = '%s'
        """
            .formatted(shop.merchantId()));
  }

  private List<String> expectedEnds() {
    return payments.stream().map(payment -> payment.order().id() + " " + payment.end()).toList();
  }

  private Map<String, String> byPayment(String query) {
    Map<String, String> found = new TreeMap<>();
    for (String row : Books.strings(query.formatted(shop.merchantId()))) {
      int blank = row.indexOf(' ');
      found.put(row.substring(0, blank), row.substring(blank + 1));
    }
    return found;
  }

  /** Attempts and refunds whose end is not known. */
  private List<String> open() {
    return Books.strings(
        """
        select 'attempt ' || id || ' ' || status from attempts
         where merchant_id = '%1$s' and status in ('PENDING', 'UNKNOWN')
        union all
        select 'refund ' || id || ' ' || amount_minor from refunds
         where merchant_id = '%1$s' and status = 'PENDING'
        """
            .formatted(shop.merchantId()));
  }

  private List<String> refunds() {
    return Books.strings(
        """
        select payment_id || ' ' || coalesce(refund_id, '-') || ' ' || status || ' ' || amount_minor
          from refunds where merchant_id = '%s'
        """
            .formatted(shop.merchantId()));
  }

  private List<String> expectedRefunds() {
    return payments.stream()
        .flatMap(
            payment ->
                payment.refunds().stream().map(refund -> payment.order().id() + " " + refund))
        .toList();
  }

  /**
   * The sum of the fees, after each was found to be the one of its channel, amount and time: to the
   * microsecond, for a payment may follow a new fee by less than a millisecond.
   */
  private long fees() {
    Map<String, String> posted =
        byPayment(
            """
            select p.id || ' ' || cast(extract(epoch from p.confirmed_at) * 1000000 as bigint) || ' '
                   || coalesce((select sum(b.amount_minor) from postings b
                                 where b.merchant_id = p.merchant_id and b.reference_id = p.id
                                   and b.transaction_type = 'FEE'), 0)
              from payments p where p.merchant_id = '%s' and p.status = 'SUCCEEDED'
            """);
    long sum = 0;
    for (ModelPayment payment : succeeded().toList()) {
      List<String> row = BLANK.splitAsStream(posted.get(payment.order().id())).toList();
      Instant at = Instant.EPOCH.plus(Long.parseLong(row.get(0)), ChronoUnit.MICROS);
      long fee = Long.parseLong(row.get(1));
      assertThat(fee)
          .as("fee of %d through %s at %s", payment.amount(), payment.channel(), at)
          .isIn(fee(payment, at), fee(payment, at.minus(BETWEEN)));
      sum += fee;
      charged
          .computeIfAbsent(payment.channel(), channel -> new HashSet<>())
          .add(inForce(payment, at.minus(BETWEEN)));
    }
    return sum;
  }

  private long fee(ModelPayment payment, Instant at) {
    return inForce(payment, at)
        .map(schedule -> Fees.of(payment.amount(), schedule.ratePpm(), schedule.fixed()))
        .orElse(0L);
  }

  private Optional<Schedule> inForce(ModelPayment payment, Instant at) {
    return schedules.stream()
        .filter(schedule -> schedule.channel().equals(payment.channel()))
        .filter(schedule -> !schedule.from().isAfter(at))
        .max(Comparator.comparing(Schedule::from));
  }

  private Stream<ModelPayment> succeeded() {
    return payments.stream().filter(p -> p.state() == ModelPayment.State.SUCCEEDED);
  }

  /** Credits less debits of every account; one customer's accounts have one code together. */
  private void ledgerIs(long fees) {
    long gross = sum(ModelPayment::amount);
    long refunded = sum(ModelPayment::refunded);
    long stored = deposits.stream().mapToLong(Long::longValue).sum();
    long fromAccounts = ofAccounts(ModelPayment::amount) - ofAccounts(ModelPayment::refunded);
    Map<String, Long> expected = new TreeMap<>();
    expected.put("MERCHANT_PAYABLE", gross - refunded - fees);
    expected.put("MERCHANT_FUNDING_RECEIVABLE", -stored);
    expected.put("CUSTOMER_STORED_VALUE", stored - fromAccounts);
    expected.put("CHANNEL_CLEARING", -(gross - refunded - fromAccounts));
    expected.put("FEES", fees);
    expected.put("REFUNDS_IN_TRANSIT", 0L);
    expected.put("SUSPENSE", 0L);
    expected.put("BANK", 0L);
    Map<String, Long> found = new TreeMap<>();
    expected.keySet().forEach(code -> found.put(code, Tied.booked(shop, "'" + code + "'")));
    assertThat(found).isEqualTo(expected);
    assertThat(expected.values().stream().mapToLong(Long::longValue).sum()).isZero();
  }

  private long sum(ToLongFunction<ModelPayment> value) {
    return succeeded().mapToLong(value).sum();
  }

  private long ofAccounts(ToLongFunction<ModelPayment> value) {
    return succeeded().filter(p -> "BALANCE".equals(p.channel())).mapToLong(value).sum();
  }
}
