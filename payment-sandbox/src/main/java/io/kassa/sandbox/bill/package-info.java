/**
 * What the bills of both providers share: a day in China, money in yuan, and files that can be
 * fetched for half a minute.
 */
package io.kassa.sandbox.bill;
