/**
 * The checkout page of a phone, and the module that pages of merchants embed.
 *
 * <p>It serves static files alone: no payment is looked at, no key is seen, since a key travels in
 * the fragment that no server gets. The page is not cached; its files carry their version in the
 * path and are cached for ever. It refuses every path that is none of these.
 */
package io.kassa.web.checkout;
