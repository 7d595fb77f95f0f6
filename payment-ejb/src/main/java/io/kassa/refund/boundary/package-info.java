/** How merchants give money back, and read what became of it. */
package io.kassa.refund.boundary;
