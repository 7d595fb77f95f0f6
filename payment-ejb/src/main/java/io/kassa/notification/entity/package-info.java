/** What an endpoint and a delivery are. */
package io.kassa.notification.entity;
