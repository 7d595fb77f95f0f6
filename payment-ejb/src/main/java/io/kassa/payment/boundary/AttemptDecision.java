package io.kassa.payment.boundary;

/**
 * What an operator found out about an attempt whose channel does not say.
 *
 * @param transactionId the provider's number of the money; null means that none was taken and none
 *     can be any more
 * @param note how it was found out, 1 to 500 characters
 */
public record AttemptDecision(String transactionId, String note) {}
