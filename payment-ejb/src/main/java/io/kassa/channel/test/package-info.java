/**
 * A channel that moves no money, for test merchants only: the amount says how it behaves, so load
 * tests and a merchant's own integration need no provider. It is also the smallest example of a
 * channel ({@code docs/channels.md}).
 */
package io.kassa.channel.test;
