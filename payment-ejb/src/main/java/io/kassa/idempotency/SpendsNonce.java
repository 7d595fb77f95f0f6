package io.kassa.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A boundary method that spends the nonce of a signed request together with its effect, which saves
 * a round trip, and says so by {@link Nonces#spent}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SpendsNonce {}
