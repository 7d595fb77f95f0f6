/**
 * Daily budgets: how much a merchant may have created in payments of a currency on one UTC day. The
 * budget is a row that nodes draw from in chunks, so that most payments cost no write beyond their
 * own; all nodes together never exceed it, and leave at most one hundredth of it unused in their
 * chunks. Which limit holds is the merchant's affair ({@code io.kassa.merchant}).
 */
package io.kassa.budget;
