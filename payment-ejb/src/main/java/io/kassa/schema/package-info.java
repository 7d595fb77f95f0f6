/**
 * The database's shape and the moment from which Kassa may serve. Flyway migrates through the
 * owner's pool before the first request; partitions are made ahead of time; until both are done and
 * the keys are loaded, {@link io.kassa.schema.SchemaGate} refuses everything.
 */
package io.kassa.schema;
