package io.kassa.web.reconciliation;

import io.kassa.channel.ChannelName;
import io.kassa.reconciliation.entity.Reconciliation;
import io.kassa.reconciliation.entity.ReconciliationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A reconciliation as answered; what is not known yet is left out. */
public record ReconciliationJson(
    UUID id,
    UUID merchantId,
    UUID configurationId,
    ChannelName channel,
    LocalDate date,
    ReconciliationState status,
    int runs,
    long lines,
    long payments,
    long refunds,
    long matched,
    long discrepancies,
    long open,
    String billHash,
    String reason,
    String requestedBy,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    Instant dueAt) {

  static ReconciliationJson of(Reconciliation found) {
    return new ReconciliationJson(
        found.id(),
        found.merchantId(),
        found.configurationId(),
        found.channel(),
        found.date(),
        found.status(),
        found.runs(),
        found.lines(),
        found.payments(),
        found.refunds(),
        found.matched(),
        found.discrepancies(),
        found.open(),
        found.billHash(),
        found.reason(),
        found.requestedBy(),
        found.createdAt(),
        found.startedAt(),
        found.endedAt(),
        found.dueAt());
  }
}
