package io.kassa.web.ledger;

import io.kassa.settlement.entity.Movements;
import io.kassa.settlement.entity.Payout;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A settlement as answered, minor units; {@code days} are left out in lists. */
public record SettlementJson(
    UUID id,
    UUID merchantId,
    int number,
    String currency,
    LocalDate from,
    LocalDate to,
    Settlement.Status status,
    long opening,
    MovementsJson total,
    long closing,
    long net,
    long payable,
    UUID payableAccount,
    long fundingNetted,
    boolean test,
    Instant createdAt,
    List<DayJson> days,
    PayoutJson payout) {

  /** What moved, each in its usual direction. */
  public record MovementsJson(
      long payments, long gross, long refunds, long fees, long funding, long paidOut, long other) {
    private static MovementsJson of(Movements moved) {
      return new MovementsJson(
          moved.payments(),
          moved.grossMinor(),
          moved.refundsMinor(),
          moved.feesMinor(),
          moved.fundingMinor(),
          moved.paidOutMinor(),
          moved.otherMinor());
    }
  }

  /** What moved on a day. */
  public record DayJson(LocalDate day, MovementsJson movements) {
    private static DayJson of(SettlementDay day) {
      return new DayJson(day.day(), MovementsJson.of(day.movements()));
    }
  }

  /** How it was paid out. */
  public record PayoutJson(
      UUID transactionId, String reference, Instant paidAt, Instant createdAt, boolean reversed) {
    private static PayoutJson of(Payout payout) {
      return new PayoutJson(
          payout.transactionId(),
          payout.reference(),
          payout.paidAt(),
          payout.createdAt(),
          payout.reversed());
    }
  }

  static SettlementJson of(Settlement made) {
    return new SettlementJson(
        made.id(),
        made.merchantId(),
        made.number(),
        made.currency(),
        made.from(),
        made.to(),
        made.status(),
        made.openingMinor(),
        MovementsJson.of(made.total()),
        made.closingMinor(),
        made.netMinor(),
        made.payableMinor(),
        made.payableAccount(),
        made.fundingNettedMinor(),
        made.test(),
        made.createdAt(),
        made.days().isEmpty() ? null : made.days().stream().map(DayJson::of).toList(),
        made.payout() == null ? null : PayoutJson.of(made.payout()));
  }
}
