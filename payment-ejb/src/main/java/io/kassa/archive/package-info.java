/**
 * Old months of events leave the live database: their partition is detached while everybody reads
 * and writes on, and moves to the schema {@code kassa_archive}, which only the owner reads. What it
 * decides: which months may leave, and what still needs them. It never deletes a row. Postings and
 * audit entries stay; docs/adr/0038 says why.
 */
package io.kassa.archive;
