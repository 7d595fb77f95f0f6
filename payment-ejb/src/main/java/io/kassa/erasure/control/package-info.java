/** Erasing because the time is over. */
package io.kassa.erasure.control;
