/** Writes deliveries and sends them. */
package io.kassa.notification.control;
