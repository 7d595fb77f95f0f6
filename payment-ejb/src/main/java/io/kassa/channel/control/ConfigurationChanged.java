package io.kassa.channel.control;

import java.util.UUID;

/** A configuration was made or changed in this transaction, on this node. */
public record ConfigurationChanged(UUID merchantId, UUID id) {}
