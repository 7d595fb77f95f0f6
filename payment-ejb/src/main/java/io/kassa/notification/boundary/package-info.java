/** What operators and merchants do with endpoints and deliveries, and where events come in. */
package io.kassa.notification.boundary;
