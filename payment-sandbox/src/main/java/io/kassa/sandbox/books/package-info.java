/**
 * What the two providers know: orders, charges, refunds and what they told the merchant.
 *
 * <p>The books are the same for both providers and keep no words of theirs; each provider renders
 * them in its own. An order is charged at most once, whoever asks how often. Money is counted in
 * minor units.
 */
package io.kassa.sandbox.books;
