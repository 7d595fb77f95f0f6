/**
 * The command line {@code kassa}, over the same two faces that a program uses. Tables for people,
 * {@code --json} for scripts (one object per line), an exit code per kind of failure ({@link
 * io.kassa.client.command.Exit}). Secrets come from a profile file that only its owner may read,
 * never from arguments that other users of the machine can see.
 */
package io.kassa.client.command;
