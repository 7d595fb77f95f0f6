/**
 * How the servers that run Kassa compare: what each system test came to on each of them, and what
 * was measured beside.
 *
 * <p>It decides nothing. With {@code -Dkassa.compare} a run of the system tests keeps what it saw
 * in {@code target/servers} and writes the table of docs/servers.md anew from all that lies there.
 */
package io.kassa.servers;
