/** What merchants and phones do with payments. */
package io.kassa.payment.boundary;
