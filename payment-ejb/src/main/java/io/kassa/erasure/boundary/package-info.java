/** Erasing on a merchant's word. */
package io.kassa.erasure.boundary;
