package io.kassa.audit.entity;

import java.util.UUID;

/**
 * Where a chain stops to hold, and why.
 *
 * @param sequence the first link that does not hold; null for an entry that has none
 * @param entryId the entry concerned; null if the link itself is missing
 */
public record ChainBreak(Long sequence, UUID entryId, Reason reason) {

  /** Why a chain does not hold. */
  public enum Reason {
    /** A link was deleted: the numbers have a gap. */
    LINK_MISSING,
    /** The entry was deleted, or its id or time was changed. */
    ENTRY_MISSING,
    /** Entry, hash or order is not what was sealed. */
    HASH_DIFFERS,
    /** An entry was put behind the sealer's back, with a time too old for an honest one. */
    ENTRY_OUTSIDE_CHAIN,
    /** The chain is whole and has another hash where the caller noted one: it was made anew. */
    NOTED_HASH_DIFFERS,
    /** The chain is shorter than the caller noted: its end was cut off. */
    NOTED_LINK_MISSING
  }
}
