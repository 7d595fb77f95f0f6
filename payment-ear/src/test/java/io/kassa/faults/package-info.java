/**
 * Two nodes, their database and their brokers, broken on purpose while customers pay: killed, hung,
 * robbed of messages, moved in time. A run draws its faults from a seed, keeps what the server has
 * promised to its clients, and compares that with the books when all is quiet again.
 *
 * <p>These tests carry the tag {@code faults} and run by {@code mvn -Pfaults verify} alone; {@code
 * docs/faults.md} says what they found.
 */
package io.kassa.faults;
