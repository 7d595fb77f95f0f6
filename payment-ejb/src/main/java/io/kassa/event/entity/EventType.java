package io.kassa.event.entity;

import java.util.List;

/** What may happen. A new type is an entry here, so that merchants can ask for it by name. */
public final class EventType {
  /** An endpoint failed for days and gets nothing any more. */
  public static final String ENDPOINT_DISABLED = "webhook.endpoint_disabled";

  /** All types, as merchants spell them. */
  public static final List<String> ALL =
      List.of(
          "invoice.issued",
          "payment.canceled",
          "payment.expired",
          "payment.succeeded",
          "payment.surplus_received",
          "refund.credit_note_issued",
          "refund.failed",
          "refund.succeeded",
          ENDPOINT_DISABLED);

  private EventType() {}

  /** Whether there is such a type. */
  public static boolean isKnown(String type) {
    return ALL.contains(type);
  }
}
