package io.kassa.audit.entity;

import java.util.UUID;

/**
 * A link as it is stored, with the entry that it sealed as that is now.
 *
 * @param place the link's number and its stored hash
 * @param entryId which entry it sealed
 * @param entry null if there is no such entry at that time any more
 */
public record ChainLink(ChainHead place, UUID entryId, AuditEntry entry) {}
