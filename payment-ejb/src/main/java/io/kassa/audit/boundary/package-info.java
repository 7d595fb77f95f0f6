/** What operators and auditors read of the audit log, and the proof that nobody changed it. */
package io.kassa.audit.boundary;
