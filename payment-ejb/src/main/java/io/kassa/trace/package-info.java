/**
 * What a piece of work belongs to: the request it came from, the payment it is about, and its place
 * in a distributed trace (W3C Trace Context level 1).
 *
 * <p>A {@link io.kassa.trace.Trace} is a value. Over executors, the outbox, queues and the table of
 * deliveries it travels as one; on a thread it stands only while that thread works for it, so that
 * log lines can name it. {@link io.kassa.trace.Tracing} makes spans of steps when a collector is
 * configured; without one a trace is passed on as it came. No name, amount, address or key of a
 * person or merchant is part of either (docs/adr/0037).
 */
package io.kassa.trace;
