/** Configurations of channels as the database keeps them and as a node remembers them. */
package io.kassa.channel.control;
