/**
 * Stored value of a merchant's customers. An account never goes below zero and its balance equals
 * what the ledger says of it. A customer has one account per currency with a merchant.
 */
package io.kassa.balance;
