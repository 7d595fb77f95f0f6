/**
 * What merchants read of the facts that the components write: every row of {@code events} is one
 * event, numbered 1, 2, 3 … per payment. A reader pages by a position that nothing which commits
 * later can slip in before (docs/adr/0006), so one that keeps its cursor misses nothing.
 *
 * <p>An event keeps ids only. What it is about is shown as it is when somebody looks, not as it was
 * then: nothing personal is kept a second time, and what was erased is erased here too. Events are
 * written where the facts are; this component writes none.
 */
package io.kassa.event;
