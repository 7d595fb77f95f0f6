package io.kassa.reconciliation.boundary;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Which bill is to be compared.
 *
 * @param date a day of the provider's calendar, UTC+8
 */
public record NewReconciliation(UUID merchantId, UUID configurationId, LocalDate date) {}
