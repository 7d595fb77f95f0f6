/** Tests that run inside the server. */
package io.kassa.container;
