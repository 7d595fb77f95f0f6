/**
 * Who did what to what: an append-only record of the operators' actions, written in the transaction
 * of the action itself. The runtime role can neither change nor delete it.
 */
package io.kassa.audit;
