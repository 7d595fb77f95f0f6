/**
 * Tells merchants' servers of events, by the Standard Webhooks specification. An event that commits
 * is announced through the outbox; {@link io.kassa.notification.boundary.WebhookListener} makes one
 * delivery per endpoint of it, in one transaction with its receipt, and {@link
 * io.kassa.notification.control.WebhookSender} sends deliveries from the table: a listener never
 * waits for a merchant's server.
 *
 * <p>At least once: a delivery whose answer was not noted is sent again, with the same {@code
 * webhook-id}. No order is promised; {@code sequence} counts per payment. An endpoint that fails or
 * is slow holds back its own deliveries alone (docs/adr/0026). Kassa calls no address that is not
 * public, whatever a name resolves to at that moment.
 */
package io.kassa.notification;
