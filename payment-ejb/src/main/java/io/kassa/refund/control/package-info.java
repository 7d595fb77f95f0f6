/** Refunds are written, asked for and asked about here. */
package io.kassa.refund.control;
