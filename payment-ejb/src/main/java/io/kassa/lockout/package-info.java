/**
 * Locks out who guesses an operator's password (PCI DSS 4.0.1, requirement 8.3.4). Counted per user
 * name and client address, so that nobody locks out an operator from elsewhere; kept on each node.
 * Whether a proof is right is not decided here.
 */
package io.kassa.lockout;
