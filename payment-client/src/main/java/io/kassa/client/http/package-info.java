/**
 * How a call travels: its proof, its time limit, and what is tried again. No part of the public
 * surface.
 *
 * <p>It decides that a call is repeated only if it certainly had no effect, or if repeating it
 * cannot have a second one; that redirects are not followed; and that an answer is bounded in time
 * and size. It starts no thread: pauses are the caller's own.
 */
package io.kassa.client.http;
