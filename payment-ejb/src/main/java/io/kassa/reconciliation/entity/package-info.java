/** What a reconciliation and a discrepancy are. */
package io.kassa.reconciliation.entity;
