/** What operators do with configurations of channels. */
package io.kassa.channel.boundary;
