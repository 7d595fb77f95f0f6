/** What a merchant's configuration of a channel is. */
package io.kassa.channel.entity;
