/**
 * Telling the merchant: signed messages, sent again on the provider's schedule until the merchant
 * takes them. Every attempt is written down.
 */
package io.kassa.sandbox.callback;
