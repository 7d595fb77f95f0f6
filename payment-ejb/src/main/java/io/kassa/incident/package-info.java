/**
 * What a person has to look at: money that a channel reports and nobody expected, a notice that
 * contradicts, a channel that does not say what became of an order. The same trouble again is
 * counted on the same incident. An incident changes nothing by itself; it is written in the
 * transaction that found the trouble, and closed by an operator with a note.
 */
package io.kassa.incident;
