/**
 * Numbers about this node. Micrometer inside the EAR, because MicroProfile Metrics is not on every
 * server; names follow Prometheus.
 */
package io.kassa.metrics;
