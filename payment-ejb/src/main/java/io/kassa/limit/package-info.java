/**
 * Rate limits: how many requests a credential or an address may send, and how many wrong proofs.
 * All nodes together admit at most 1.2 times the limit in any 60 s, without a database write per
 * request: each node holds token buckets of its {@link io.kassa.node.NodeShare}. Refuses what is
 * beyond; knows nothing of HTTP.
 */
package io.kassa.limit;
