/** Accounts as stored. */
package io.kassa.balance.entity;
