package io.kassa.sandbox.books;

/** A refund as the merchant asks for it; {@code notifyUrl} may be empty. */
public record RefundRequest(String refundNo, long amountMinor, String reason, String notifyUrl) {}
