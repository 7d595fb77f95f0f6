/** What providers call, and what operators do about channels. */
package io.kassa.web.channels;
