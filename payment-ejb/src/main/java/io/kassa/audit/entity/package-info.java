/** Values of the audit log: entries, links of the chain, and where a chain is broken. */
package io.kassa.audit.entity;
