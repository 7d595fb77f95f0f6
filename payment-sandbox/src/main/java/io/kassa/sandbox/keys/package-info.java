/**
 * Keys and certificates of both sides: made at the first start, kept as files that only their owner
 * reads, and used with the JDK's cryptography.
 */
package io.kassa.sandbox.keys;
