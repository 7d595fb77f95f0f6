/** How a bill is fetched, laid down and compared, and how what differs is resolved. */
package io.kassa.reconciliation.control;
