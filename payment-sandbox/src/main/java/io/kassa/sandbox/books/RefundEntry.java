package io.kassa.sandbox.books;

/** A refund, and whether this very call made it. */
public record RefundEntry(Refund refund, boolean isNew) {}
