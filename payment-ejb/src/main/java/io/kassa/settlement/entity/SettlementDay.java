package io.kassa.settlement.entity;

import java.time.LocalDate;

/** What moved on one UTC day of a settlement. */
public record SettlementDay(LocalDate day, Movements movements) {}
