package io.kassa.reconciliation.control;

import io.kassa.channel.ChannelName;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One node's try at a reconciliation. Whatever it writes names the stage; another run that took the
 * reconciliation over has another stage, so a run that was believed dead writes nothing any more.
 *
 * @param stageId under which the bill's lines are laid down
 * @param number counted from 1
 */
public record Run(
    UUID merchantId,
    UUID reconciliationId,
    UUID configurationId,
    ChannelName channel,
    LocalDate date,
    UUID stageId,
    int number) {}
