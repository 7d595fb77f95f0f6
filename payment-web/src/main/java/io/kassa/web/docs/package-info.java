/**
 * {@code /payment/docs}: the contract as a page on which its calls can be tried.
 *
 * <p>The page is Swagger UI from a library, under a policy that lets it talk to this server alone.
 * Whoever tries a call proves who they are like any other caller; the page keeps no proof.
 */
package io.kassa.web.docs;
