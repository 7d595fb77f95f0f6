/** The writer of accounts and deposits. */
package io.kassa.balance.control;
