/** Reads events and renders what they are about. */
package io.kassa.event.control;
