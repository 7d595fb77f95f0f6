/** The books over HTTP: accounts, trial balance, reversals, fees and settlements. */
package io.kassa.web.ledger;
