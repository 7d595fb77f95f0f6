/**
 * Money on its way back through the channel that took it. A refund is written and posted before the
 * channel is asked, under a number that never changes, so that asking again never pays twice; what
 * the channel says is written when it says it.
 */
package io.kassa.refund;
