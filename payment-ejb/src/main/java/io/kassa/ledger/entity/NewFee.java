package io.kassa.ledger.entity;

import io.kassa.channel.ChannelName;
import java.time.Instant;

/**
 * A fee to set; see {@link FeeSchedule} for units.
 *
 * @param effectiveFrom null for as soon as every node can know it
 */
public record NewFee(
    ChannelName channel, String currency, int ratePpm, long fixedMinor, Instant effectiveFrom) {}
