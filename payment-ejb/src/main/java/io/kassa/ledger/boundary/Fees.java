package io.kassa.ledger.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.ledger.control.FeeBook;
import io.kassa.ledger.entity.FeeSchedule;
import io.kassa.ledger.entity.NewFee;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.money.CurrencyCode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What merchants pay per payment, by channel and currency. A schedule is in force from its time on
 * until another one is, on all nodes alike; it is never changed, and a refund gives no fee back.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Fees {
  /** How far ahead a schedule is made, so that every node knows it in time. */
  public static final int LEAD_SECONDS = 5;

  private static final int MOST_SCHEDULES = 1_000;

  @EJB private FeeBook book;
  @Inject private MerchantDirectory merchants;
  @EJB private AuditLog audit;

  /**
   * Sets a fee from a time on. The same again changes nothing.
   *
   * @param fee a time at least {@value #LEAD_SECONDS} s ahead, or none: then in {@value
   *     #LEAD_SECONDS} s
   * @throws PaymentException NOT_FOUND for the merchant or the currency; INVALID_REQUEST if the
   *     time is too near; LIMIT_EXCEEDED beyond 1 000 schedules
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public FeeSchedule set(Caller caller, UUID merchantId, NewFee fee) {
    require(merchantId);
    if (CurrencyCode.find(fee.currency()).isEmpty()) {
      throw PaymentException.notFound();
    }
    List<FeeSchedule> all = book.of(merchantId);
    FeeSchedule last =
        all.stream()
            .filter(one -> one.channel() == fee.channel())
            .filter(one -> one.currency().equals(fee.currency()))
            .filter(one -> isSameTime(fee.effectiveFrom(), one.effectiveFrom()))
            .findFirst()
            .orElse(null);
    if (last != null && last.asks(fee.ratePpm(), fee.fixedMinor())) {
      return last;
    }
    if (all.size() >= MOST_SCHEDULES) {
      throw PaymentException.of(ErrorCode.LIMIT_EXCEEDED, "The merchant has too many schedules.");
    }
    FeeSchedule added =
        book.add(merchantId, fee, LEAD_SECONDS)
            .orElseThrow(
                () ->
                    PaymentException.invalid(
                        "effectiveFrom", "must be at least " + LEAD_SECONDS + " seconds ahead"));
    audit.record(
        caller,
        "fee.set",
        merchantId,
        added.id().toString(),
        "%s %s %d ppm + %d from %s"
            .formatted(
                fee.channel(),
                fee.currency(),
                fee.ratePpm(),
                fee.fixedMinor(),
                added.effectiveFrom()));
    return added;
  }

  /**
   * A merchant's schedules, past, present and future; those that come into force last first.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public List<FeeSchedule> list(Caller caller, UUID merchantId) {
    require(merchantId);
    return book.of(merchantId);
  }

  /** Whoever names no time means the last schedule, whenever it comes into force. */
  private static boolean isSameTime(Instant asked, Instant known) {
    return asked == null || asked.equals(known);
  }

  private void require(UUID merchantId) {
    if (merchants.find(merchantId).isEmpty()) {
      throw PaymentException.notFound();
    }
  }
}
