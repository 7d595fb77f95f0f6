/** What operators and auditors see of reconciliations and discrepancies. */
package io.kassa.web.reconciliation;
