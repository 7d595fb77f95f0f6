/**
 * A whole Kassa on this machine: a real PostgreSQL, a real Payara and the EAR, for the run command
 * and for the system tests.
 *
 * <p>It decides where data live, which ports are taken and in which order things start and stop. It
 * refuses to start on a port that another program holds, and to hand out a database whose
 * durability is relaxed. The server is set up by {@code docker/payara/setup.sh}, the very script
 * that an ops team runs.
 */
package io.kassa.instance;
