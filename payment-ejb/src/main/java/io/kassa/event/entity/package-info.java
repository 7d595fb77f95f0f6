/** What an event is. */
package io.kassa.event.entity;
