/** How merchants, phones and operators read events. */
package io.kassa.event.boundary;
