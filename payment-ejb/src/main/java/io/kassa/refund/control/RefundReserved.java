package io.kassa.refund.control;

/**
 * A refund was reserved whose channel has to be asked; told to this node once that is committed.
 */
public record RefundReserved() {}
