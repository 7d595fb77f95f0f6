package io.kassa.sandbox.books;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What the merchant asked for; it never changes.
 *
 * @param appId the app that the payer sees
 * @param amountMinor more than zero
 * @param attach what comes back to the merchant unread, or empty
 * @param notifyUrl where callbacks go, or empty
 * @param returnUrl where the payer's browser goes on, or empty
 * @param payer the payer that the merchant named (an openid), if any
 * @param deadline when the payer can no longer pay, if the merchant set one
 * @param content the whole request, to compare one that comes again with
 */
public record Terms(
    OrderKey key,
    String appId,
    Scene scene,
    long amountMinor,
    String currency,
    String description,
    String attach,
    String notifyUrl,
    String returnUrl,
    Optional<String> payer,
    Optional<Instant> deadline,
    JsonObject content) {}
