package io.kassa.sandbox.fault;

/**
 * What befalls one order or refund.
 *
 * @param payerActs whether the payer acts by himself
 */
public record Script(Fault fault, boolean payerActs) {}
