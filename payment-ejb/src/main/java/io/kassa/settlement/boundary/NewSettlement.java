package io.kassa.settlement.boundary;

import java.time.LocalDate;

/**
 * A period to settle.
 *
 * @param from the first day, UTC
 * @param to the day after the last, UTC
 */
public record NewSettlement(String currency, LocalDate from, LocalDate to) {}
