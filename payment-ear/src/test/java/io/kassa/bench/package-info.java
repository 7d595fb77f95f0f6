/**
 * How fast Kassa is, measured against the database's own limit in the same run.
 *
 * <p>It decides nothing and refuses nothing: it is an instrument, outside of what ships. It starts
 * an instance of its own with full durability, loads it over HTTP, lets pgbench show what the
 * database could do, counts what a flow costs, and holds the books against what the client saw.
 */
package io.kassa.bench;
