/**
 * Kassa's MBeans, named {@code io.kassa:type=…}. Whoever reaches the server's JMX connector has
 * proven to be its administrator; there is no finer right, as for everything of the server. What
 * they do is in the audit log under the name {@code jmx}.
 */
package io.kassa.console;
