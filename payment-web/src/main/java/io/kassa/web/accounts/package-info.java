/** Stored-value accounts over HTTP: open, read, entries, deposits. */
package io.kassa.web.accounts;
