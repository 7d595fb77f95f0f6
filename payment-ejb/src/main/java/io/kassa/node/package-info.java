/**
 * Which nodes are there, and which share of a common limit this one may take. Nodes tell of
 * themselves by a heartbeat in the table {@code nodes}; nothing else coordinates them. What is
 * shared (rate limits, daily budgets) lives in other components.
 */
package io.kassa.node;
