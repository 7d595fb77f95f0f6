package io.kassa.settlement.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.settlement.control.CamtStatement;
import io.kassa.settlement.control.CsvStatement;
import io.kassa.settlement.control.PdfStatement;
import io.kassa.settlement.control.SettlementBook;
import io.kassa.settlement.control.Settling;
import io.kassa.settlement.entity.Payout;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.StatementFormat;
import jakarta.annotation.security.PermitAll;
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
 * Settlements of merchants. Operators make them and note their payment; auditors read them, and a
 * merchant reads its own. Amounts are minor units.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Settlements {
  private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  @EJB private Settling settling;
  @EJB private SettlementBook book;
  @Inject private ChartOfAccounts chart;
  @Inject private MerchantDirectory merchants;
  @EJB private AuditLog audit;

  /**
   * Settles a period, or finds the settlement of exactly this period.
   *
   * @throws PaymentException NOT_FOUND for the merchant; INVALID_REQUEST for a period that is empty
   *     or longer than 92 days; SETTLEMENT_CONFLICT if it does not begin where the last one ended;
   *     PERIOD_OPEN while something may still be booked in it
   */
  @Requires(Permission.MANAGE_SETTLEMENTS)
  @RolesAllowed("payment-operator")
  public Created<Settlement> create(Caller caller, UUID merchantId, NewSettlement command) {
    Created<Settlement> settled =
        settling.settle(
            merchants.find(merchantId).orElseThrow(PaymentException::notFound),
            command.currency(),
            command.from(),
            command.to());
    if (settled.isNew()) {
      audit.record(
          caller,
          "settlement.created",
          merchantId,
          settled.value().id().toString(),
          "%s %s to %s, %d payable"
              .formatted(
                  command.currency(),
                  command.from(),
                  command.to(),
                  settled.value().payableMinor()));
    }
    return settled;
  }

  /**
   * A merchant's settlements, newest first, without their days.
   *
   * @param before the id after which the page starts; null for the first page
   * @throws PaymentException NOT_FOUND
   */
  @PermitAll
  @Requires(Permission.READ_SETTLEMENTS)
  public List<Settlement> list(Caller caller, UUID merchantId, UUID before, int limit) {
    require(caller, merchantId);
    return book.page(merchantId, before == null ? AFTER_ALL : before, limit);
  }

  /**
   * One settlement.
   *
   * @throws PaymentException NOT_FOUND
   */
  @PermitAll
  @Requires(Permission.READ_SETTLEMENTS)
  public Settlement get(Caller caller, UUID merchantId, UUID settlementId) {
    require(caller, merchantId);
    return book.find(merchantId, settlementId).orElseThrow(PaymentException::notFound);
  }

  /**
   * The statement as a file; the same bytes for the same settlement.
   *
   * @throws PaymentException NOT_FOUND
   */
  @PermitAll
  @Requires(Permission.READ_SETTLEMENTS)
  public byte[] statement(
      Caller caller, UUID merchantId, UUID settlementId, StatementFormat format) {
    Settlement settlement = get(caller, merchantId, settlementId);
    return switch (format) {
      case CSV -> CsvStatement.of(settlement);
      case PDF -> PdfStatement.of(settlement);
      case CAMT_053 -> CamtStatement.of(settlement);
    };
  }

  /**
   * Notes that a settlement was paid out and posts it, once. The same again: the same answer.
   *
   * @param reference by which the bank knows the transfer, 1 to 140 characters
   * @param paidAt when the bank did it, not in the future
   * @throws PaymentException NOT_FOUND; INVALID_REQUEST for a time to come; PAYOUT_CONFLICT if it
   *     was paid out with other content, or nothing is payable
   */
  @Requires(Permission.MANAGE_SETTLEMENTS)
  @RolesAllowed("payment-operator")
  public Settlement payOut(
      Caller caller, UUID merchantId, UUID settlementId, String reference, Instant paidAt) {
    Settlement settlement = get(caller, merchantId, settlementId);
    if (paidAt.isAfter(Instant.now())) {
      throw PaymentException.invalid("paidAt", "must not be in the future");
    }
    if (settlement.status() == Settlement.Status.NOTHING_PAYABLE) {
      throw conflict("Nothing is payable.");
    }
    UUID bank = chart.account(merchantId, AccountCode.BANK, settlement.currency());
    if (settlement.status() == Settlement.Status.OPEN
        && book.payOut(settlement, reference, paidAt, bank)) {
      audit.record(caller, "settlement.paid-out", merchantId, settlementId.toString(), reference);
    }
    Settlement now = get(caller, merchantId, settlementId);
    Payout payout = now.payout();
    if (!payout.reference().equals(reference) || !payout.paidAt().equals(paidAt)) {
      throw conflict("It was paid out with other content.");
    }
    return now;
  }

  private void require(Caller caller, UUID merchantId) {
    boolean anothers = caller instanceof Caller.Merchant && !caller.merchantId().equals(merchantId);
    if (anothers || merchants.find(merchantId).isEmpty()) {
      throw PaymentException.notFound();
    }
  }

  private static PaymentException conflict(String detail) {
    return PaymentException.of(ErrorCode.PAYOUT_CONFLICT, detail);
  }
}
