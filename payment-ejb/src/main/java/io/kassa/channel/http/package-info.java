/**
 * How Kassa calls a provider: only hosts that the configuration allows, no redirects, every answer
 * bounded in time and size, on the server's own threads.
 */
package io.kassa.channel.http;
