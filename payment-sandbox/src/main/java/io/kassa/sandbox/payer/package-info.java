/**
 * The payers: people who scan, pay, say no or do nothing, by a page, by a script or by themselves.
 */
package io.kassa.sandbox.payer;
