package io.kassa.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A payment that Kassa made of a merchant: what all payments of its history look like.
 *
 * @param jws its confirmation
 * @param hash of its creation, as text of a {@code bytea}
 * @param feeMinor what its fee was
 * @param position of its event
 */
record Precedent(
    LoadMerchant merchant,
    String jws,
    String hash,
    int keyVersion,
    String payable,
    String fees,
    String feeSchedule,
    long feeMinor,
    String position) {
  private static final Duration VALID = Duration.ofMinutes(15);
  static final Duration UNTIL_CONFIRMED = Duration.ofSeconds(2);

  /** Crockford's digits, as in a confirmation's number. */
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private static final int NUMBER_CHARS = 26;

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "payments",
          List.of(
              "merchant_id",
              "id",
              "order_id",
              "amount_minor",
              "currency",
              "status",
              "channel",
              "account_id",
              "invoice_status",
              "test",
              "key_version",
              "request_hash",
              "created_at",
              "expires_at",
              "confirmed_at",
              "confirmation_number",
              "confirmation_jws",
              "event_sequence"),
          "attempts",
          List.of(
              "merchant_id",
              "payment_id",
              "id",
              "channel",
              "status",
              "amount_minor",
              "created_at",
              "ended_at",
              "test"),
          "postings",
          List.of(
              "merchant_id",
              "transaction_id",
              "line",
              "transaction_type",
              "reference_id",
              "debit_account",
              "credit_account",
              "amount_minor",
              "currency",
              "booked_at",
              "fee_schedule_id"),
          "events",
          List.of(
              "merchant_id",
              "position",
              "id",
              "payment_id",
              "object_id",
              "type",
              "sequence",
              "created_at"));

  /** What differs from payment to payment: the same for the same number. */
  record Case(
      UUID id, UUID attempt, UUID fee, UUID event, UUID order, String account, Instant created) {
    Instant confirmed() {
      return created.plus(UNTIL_CONFIRMED);
    }
  }

  static List<String> columns(String table) {
    return COLUMNS.get(table);
  }

  /** Reads it from the books; null if it cost no fee. */
  static Precedent read(Connection connection, LoadMerchant merchant, String id)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select p.confirmation_jws, cast(p.request_hash as text), cast(p.key_version as text),
                   b.credit_account, f.credit_account, f.fee_schedule_id, f.amount_minor, e.position
              from kassa.payments p
              join kassa.postings b on b.merchant_id = p.merchant_id
               and b.reference_id = p.id and b.transaction_type = 'PAYMENT'
              join kassa.postings f on f.merchant_id = p.merchant_id
               and f.reference_id = p.id and f.transaction_type = 'FEE'
              join kassa.events e on e.merchant_id = p.merchant_id and e.payment_id = p.id
               and e.type = 'payment.succeeded'
             where p.merchant_id = cast(? as uuid) and p.id = cast(? as uuid)
            """)) {
      query.setString(1, merchant.id());
      query.setString(2, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Precedent(
                merchant,
                row.getString(1),
                row.getString(2),
                Integer.parseInt(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8))
            : null;
      }
    }
  }

  /**
   * A case.
   *
   * @param number of all merchants' payments
   * @param own of this merchant's
   */
  Case at(long number, long own, Instant created) {
    SplittableRandom random = new SplittableRandom(number);
    List<String> accounts = merchant.accounts();
    return new Case(
        ordered(created, random),
        ordered(created.plus(UNTIL_CONFIRMED), random),
        ordered(created.plus(UNTIL_CONFIRMED), random),
        ordered(created.plus(UNTIL_CONFIRMED), random),
        new UUID(random.nextLong(), random.nextLong()),
        accounts.get((int) (own % accounts.size())),
        created);
  }

  /** A UUID of version 7 (RFC 9562, section 5.7). */
  private static UUID ordered(Instant at, SplittableRandom random) {
    long most = (at.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
    return new UUID(most, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  void payment(Case one, CopyText out) {
    out.value(merchant.id())
        .value(one.id())
        .value(one.order())
        .value(Flow.AMOUNT_MINOR)
        .value(LoadMerchant.CURRENCY)
        .value("SUCCEEDED")
        .value("BALANCE")
        .value(one.account())
        .value("NONE")
        .value("t")
        .value(keyVersion)
        .value("\\" + hash)
        .value(one.created())
        .value(one.created().plus(VALID).truncatedTo(ChronoUnit.SECONDS))
        .value(one.confirmed())
        .value(number(one))
        .value(jws)
        .value(1)
        .row();
  }

  private static String number(Case one) {
    SplittableRandom random = new SplittableRandom(one.id().getLeastSignificantBits());
    char[] digits = new char[NUMBER_CHARS];
    for (int i = 0; i < NUMBER_CHARS; i++) {
      digits[i] = DIGITS[random.nextInt(DIGITS.length)];
    }
    return new String(digits);
  }

  void attempt(Case one, CopyText out) {
    out.value(merchant.id())
        .value(one.id())
        .value(one.attempt())
        .value("BALANCE")
        .value("SUCCEEDED")
        .value(Flow.AMOUNT_MINOR)
        .value(one.confirmed())
        .value(one.confirmed())
        .value("t")
        .row();
  }

  /** The payment, and its fee. */
  void postings(Case one, CopyText out) {
    posting(one, one.attempt(), "PAYMENT", one.account(), payable, Flow.AMOUNT_MINOR, null, out);
    posting(one, one.fee(), "FEE", payable, fees, feeMinor, feeSchedule, out);
  }

  private void posting(
      Case one,
      UUID transaction,
      String type,
      String debit,
      String credit,
      long amountMinor,
      String schedule,
      CopyText out) {
    out.value(merchant.id())
        .value(transaction)
        .value(1)
        .value(type)
        .value(one.id())
        .value(debit)
        .value(credit)
        .value(amountMinor)
        .value(LoadMerchant.CURRENCY)
        .value(one.confirmed())
        .value(schedule)
        .row();
  }

  void event(Case one, CopyText out) {
    out.value(merchant.id())
        .value(position)
        .value(one.event())
        .value(one.id())
        .value(one.id())
        .value("payment.succeeded")
        .value(1)
        .value(one.confirmed())
        .row();
  }
}
