/** The chain over the entries: how a link is computed, made, and checked. */
package io.kassa.audit.control;
