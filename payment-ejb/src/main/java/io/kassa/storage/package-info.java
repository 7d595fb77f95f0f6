/**
 * How SQL that JPQL cannot say is run through JPA: statements that insert, update and return in one
 * round trip. No string of a caller ever becomes part of a statement; values are parameters.
 */
package io.kassa.storage;
