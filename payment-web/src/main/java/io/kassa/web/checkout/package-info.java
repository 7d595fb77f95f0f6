/**
 * The checkout page of a phone, and the module that pages of merchants embed.
 *
 * <p>The page and its files are the same for every payment: no key is seen, since a key travels in
 * the fragment that no server gets. The page is not cached; its files carry their version in the
 * path and are cached for ever. The one thing told of a payment is the way back to its merchant,
 * for a page that has no key. Every other path is refused.
 */
package io.kassa.web.checkout;
