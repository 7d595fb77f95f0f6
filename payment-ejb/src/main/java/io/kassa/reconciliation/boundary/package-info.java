/** What operators and auditors do with reconciliations. */
package io.kassa.reconciliation.boundary;
