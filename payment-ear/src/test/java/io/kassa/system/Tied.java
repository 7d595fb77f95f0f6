package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.LocalDate;

/**
 * What finance checks when all is over: the trial balance is zero, and the statement ties to the
 * ledger and to the payments to the cent.
 */
final class Tied {
  /** The UTC day, so many before today, that everything is moved to, to be closed and settled. */
  private static final int DAY = 5;

  private Tied() {}

  /**
   * A merchant that was never settled, of whose payments and refunds none is open.
   *
   * @param fees what all its fees add up to, reckoned by the caller
   * @return its settlement, as it is answered
   */
  static JsonObject toTheCent(Shop shop, long fees) {
    isZero(trial("&merchantId=" + shop.merchantId(), ClosedDays.today()));
    isZero(trial("", ClosedDays.today()));
    ClosedDays.move(shop.merchantId(), DAY, "true");
    ClosedDays.closeAnew();
    JsonObject day = trial("&merchantId=" + shop.merchantId(), ClosedDays.ago(DAY));
    isZero(day);
    assertThat(day.getBoolean("isFinal")).isTrue();
    assertThat(number(day, "debit")).isPositive();

    JsonObject made = settled(shop, DAY);
    JsonObject total = made.getJsonObject("total");
    long gross =
        Books.count(
            """
            select coalesce(sum(amount_minor), 0) from payments
             where merchant_id = '%s' and status = 'SUCCEEDED'
            """
                .formatted(shop.merchantId()));
    long refunds =
        Books.count(
            """
            select coalesce(sum(amount_minor), 0) from refunds
             where merchant_id = '%s' and status = 'SUCCEEDED' and cause = 'MERCHANT'
            """
                .formatted(shop.merchantId()));
    assertThat(number(total, "gross")).isEqualTo(gross).isPositive();
    assertThat(number(total, "refunds")).isEqualTo(refunds);
    assertThat(number(total, "fees")).isEqualTo(fees).isEqualTo(booked(shop, "'FEES'"));
    assertThat(number(made, "opening")).isZero();
    assertThat(number(made, "closing"))
        .isEqualTo(gross - refunds - fees - number(total, "funding"))
        .isEqualTo(booked(shop, "'MERCHANT_PAYABLE', 'MERCHANT_FUNDING_RECEIVABLE'"));
    assertThat(number(made, "payable")).isEqualTo(Math.max(0, number(made, "closing")));
    assertThat(booked(shop, "'SUSPENSE', 'REFUNDS_IN_TRANSIT'")).isZero();
    Books.areRight();
    return made;
  }

  /** A settlement of one day, as it is answered. */
  static JsonObject settled(Shop shop, int day) {
    Reply made =
        Client.operator()
            .post(
                "/merchants/" + shop.merchantId() + "/settlements",
                "{\"currency\":\"CNY\",\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(ClosedDays.ago(day), ClosedDays.ago(day - 1)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  /** Credits less debits of all accounts of some codes. */
  static long booked(Shop shop, String codes) {
    return Books.count(
        """
        select coalesce(sum(e.amount_minor), 0)
          from ledger_entries e join ledger_accounts a on a.id = e.account_id
         where e.merchant_id = '%s' and a.code in (%s)
        """
            .formatted(shop.merchantId(), codes));
  }

  private static JsonObject trial(String whose, LocalDate date) {
    Reply reply = Client.auditor().get("/ledger/trial-balance?currency=CNY&date=" + date + whose);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static void isZero(JsonObject trial) {
    assertThat(trial.getInt("difference")).as("%s", trial).isZero();
    assertThat(trial.get("debit")).isEqualTo(trial.get("credit"));
  }

  static long number(JsonObject json, String member) {
    return json.getJsonNumber(member).longValueExact();
  }
}
