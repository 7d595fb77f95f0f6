package io.kassa.budget;

import java.time.LocalDate;

/**
 * A part of a daily budget that is this node's to spend.
 *
 * @param day the UTC day by the database's clock
 * @param minor how much, in minor units
 * @param millisLeft until the day ends; negative if it ended while the row was waited for
 */
record Drawn(LocalDate day, long minor, long millisLeft) {}
