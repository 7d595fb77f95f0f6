package io.kassa.audit.boundary;

import io.kassa.audit.entity.ChainBreak;
import io.kassa.audit.entity.ChainHead;

/**
 * Whether the audit log is what was written.
 *
 * @param entries how many links were found to hold
 * @param unsealed entries that wait for the sealer; 0 if the chain is broken, since nobody counted
 * @param head the end of the chain when the walk began, worth noting down if the chain is whole
 * @param brokenAt the first place that does not hold; null if the chain is whole
 */
public record Verification(long entries, long unsealed, ChainHead head, ChainBreak brokenAt) {}
