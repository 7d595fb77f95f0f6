/** What a merchant does with its customers' accounts. */
package io.kassa.balance.boundary;
