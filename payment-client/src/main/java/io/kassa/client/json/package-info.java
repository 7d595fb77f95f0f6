/**
 * JSON as this client reads and writes it, over Gson's tree and without reflection. No part of the
 * public surface.
 */
package io.kassa.client.json;
