/**
 * Requests and answers as plain values, and the one servlet that carries them.
 *
 * <p>What a provider says is decided on values; when it is said, and whether to the end, is decided
 * here, without holding a thread of the server while nothing is said.
 */
package io.kassa.sandbox.http;
