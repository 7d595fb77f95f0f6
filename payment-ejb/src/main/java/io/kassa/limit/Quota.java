package io.kassa.limit;

/**
 * Where a caller stands with one limit, on this node.
 *
 * @param policy the limit's name, of lower-case letters and hyphens
 * @param perMinute the limit of all nodes together
 * @param admitted whether this request is within the limit
 * @param remaining how many more are admitted at once, 0 or more
 * @param fullInSeconds until when nothing more is gained by waiting, 1 or more
 * @param retryInSeconds when the next one is admitted, 1 or more; of meaning if not admitted
 */
public record Quota(
    String policy,
    int perMinute,
    boolean admitted,
    long remaining,
    long fullInSeconds,
    long retryInSeconds) {}
