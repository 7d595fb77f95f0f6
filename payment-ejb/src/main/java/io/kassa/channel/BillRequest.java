package io.kassa.channel;

import java.time.LocalDate;

/**
 * Which bill.
 *
 * @param date a day of the provider's calendar (UTC+8 for both Chinese ones)
 */
public record BillRequest(LocalDate date) {}
