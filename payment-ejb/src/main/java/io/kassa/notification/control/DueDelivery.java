package io.kassa.notification.control;

import io.kassa.storage.Bytes;
import io.kassa.trace.Trace;
import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that this node sends now, with all that it needs of event and endpoint.
 *
 * @param attempt its number; a result under another one comes too late to count
 * @param tries how many failed since it was due for the first time, this one included if it does
 * @param previousSecret sealed; null unless a rotation's overlap runs
 * @param trace what the event came of; never null
 */
public record DueDelivery(
    UUID merchantId,
    UUID id,
    UUID endpointId,
    UUID eventId,
    UUID paymentId,
    UUID objectId,
    String type,
    Integer sequence,
    boolean late,
    Instant eventAt,
    int attempt,
    int tries,
    String url,
    Bytes secret,
    Bytes previousSecret,
    boolean test,
    Trace trace) {}
