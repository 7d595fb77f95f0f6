/**
 * Alipay's open API, version 1, as its merchants meet it: one gateway, many methods.
 *
 * <p>Requests are signed with RSA2 over all parameters; replies carry the signature beside the
 * signed node. A merchant in certificate mode says so by its certificates' serials and gets
 * Alipay's in return. Source: the provider's documents at opendocs.alipay.com. Where these are
 * silent, docs/sandbox.md says what is done here.
 */
package io.kassa.sandbox.alipay;
