package io.kassa.reconciliation.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.channel.ChannelName;
import io.kassa.channel.control.ConfigurationBook;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.failure.PaymentException;
import io.kassa.reconciliation.control.BillDay;
import io.kassa.reconciliation.control.DiscrepancyBook;
import io.kassa.reconciliation.control.ReconciliationBook;
import io.kassa.reconciliation.control.Resolving;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.reconciliation.entity.DiscrepancyKind;
import io.kassa.reconciliation.entity.Reconciliation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What operators do with reconciliations; auditors read. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reconciliations {
  /** As far back as WeChat Pay keeps bills, less a few days. */
  private static final int OLDEST_DAYS = 85;

  @EJB private ReconciliationBook book;
  @EJB private DiscrepancyBook discrepancies;
  @EJB private Resolving resolving;
  @EJB private ConfigurationBook configurations;
  @EJB private AuditLog audit;

  /**
   * Asks for a day of a configuration's bill. A day that is compared, or about to be, is answered
   * as it is; one that failed runs again.
   *
   * @throws PaymentException NOT_FOUND for a configuration that the merchant does not have;
   *     INVALID_REQUEST for a day that is not over (a test merchant's may be today), that no
   *     provider has any more, or a channel that keeps no books
   */
  @Requires(Permission.ACT_ON_RECONCILIATIONS)
  @RolesAllowed("payment-operator")
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public Reconciliation request(Caller caller, NewReconciliation wanted) {
    ChannelConfiguration configuration =
        configurations
            .find(wanted.merchantId(), wanted.configurationId())
            .orElseThrow(PaymentException::notFound);
    requireBooks(configuration);
    requireDay(configuration, wanted.date());
    boolean changed =
        book.request(
            wanted.merchantId(),
            configuration.id(),
            configuration.channel(),
            wanted.date(),
            caller.name());
    Reconciliation found =
        book.findDay(wanted.merchantId(), configuration.id(), wanted.date()).orElseThrow();
    if (changed) {
      audit.record(
          caller,
          "reconciliation.requested",
          wanted.merchantId(),
          found.id().toString(),
          configuration.channel() + " " + wanted.date());
    }
    return found;
  }

  private static void requireBooks(ChannelConfiguration configuration) {
    if (configuration.channel() == ChannelName.TEST) {
      throw PaymentException.invalid("configurationId", "the channel TEST keeps no books");
    }
  }

  private static void requireDay(ChannelConfiguration configuration, LocalDate date) {
    LocalDate today = BillDay.today(Instant.now());
    LocalDate last = configuration.test() ? today : today.minusDays(1);
    if (date.isAfter(last) || date.isBefore(today.minusDays(OLDEST_DAYS))) {
      throw PaymentException.invalid(
          "date", "must be a day that is over in China, at most " + OLDEST_DAYS + " days back");
    }
  }

  /**
   * Reconciliations, newest first.
   *
   * @param merchantId null for everybody's
   * @param createdBefore with {@code before}, after which one the page starts; null for the first
   */
  @Requires(Permission.READ_RECONCILIATIONS)
  public List<Reconciliation> list(
      Caller caller, UUID merchantId, Instant createdBefore, UUID before, int limit) {
    return book.page(merchantId, createdBefore, before, limit);
  }

  /**
   * One reconciliation, with its progress.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_RECONCILIATIONS)
  public Reconciliation find(Caller caller, UUID id) {
    return book.find(id).orElseThrow(PaymentException::notFound);
  }

  /**
   * A page of a reconciliation's discrepancies, in an order that stays.
   *
   * @param open those that wait or those that do not; null for both
   * @param kind null for all
   * @param after the last one of the page before; null for the first page
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_RECONCILIATIONS)
  public List<Discrepancy> discrepancies(
      Caller caller, UUID id, Boolean open, DiscrepancyKind kind, UUID after, int limit) {
    Reconciliation found = book.find(id).orElseThrow(PaymentException::notFound);
    return discrepancies.page(found.id(), open, kind, after, limit);
  }

  /**
   * Resolves a discrepancy and writes it into the audit log; again, the same answer.
   *
   * @param reason why, 1 to 500 characters
   * @return completes with the discrepancy as it is then
   * @throws PaymentException NOT_FOUND; RESOLUTION_REFUSED if the action does not fit, the channel
   *     does not bear it out, or it was resolved another way (also as the stage's failure)
   */
  @Requires(Permission.ACT_ON_RECONCILIATIONS)
  @RolesAllowed("payment-operator")
  public CompletionStage<Discrepancy> resolve(
      Caller caller, UUID id, DiscrepancyAction action, String reason) {
    Discrepancy discrepancy = discrepancies.find(id).orElseThrow(PaymentException::notFound);
    return resolving.resolve(caller, discrepancy, action, reason);
  }
}
