/**
 * Refusals. One exception, one list of codes, known to every component and free of HTTP, so that a
 * session bean can refuse without knowing who asked through which door.
 */
package io.kassa.failure;
