package io.kassa.notification.control;

import io.kassa.event.control.EventObjects;
import io.kassa.storage.Bytes;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what is posted: the body, and the headers that prove it. */
@ApplicationScoped
public class WebhookBody {
  @EJB private EventObjects objects;
  @Inject private WebhookSecrets secrets;

  /** {@code type}, {@code timestamp} and {@code data}, and the event's place in its payment. */
  byte[] render(DueDelivery delivery) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("type", delivery.type())
            .add("timestamp", delivery.eventAt().toString());
    if (delivery.paymentId() != null) {
      body.add("paymentId", delivery.paymentId().toString()).add("sequence", delivery.sequence());
    }
    if (delivery.late()) {
      body.add("late", true);
    }
    return body.add(
            "data",
            objects.render(
                delivery.type(), delivery.merchantId(), delivery.paymentId(), delivery.objectId()))
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The three headers of the specification; two signatures while a rotation's overlap runs.
   *
   * @param traceparent the step that posts, for the merchant's own traces; null outside of one
   */
  Map<String, String> headers(DueDelivery delivery, byte[] body, Instant now, String traceparent) {
    String id = delivery.eventId().toString();
    long seconds = now.getEpochSecond();
    String signature =
        WebhookSignature.of(
            secrets.open(Bytes.array(delivery.secret()), delivery.endpointId()), id, seconds, body);
    if (delivery.previousSecret() != null) {
      byte[] previous =
          secrets.openPrevious(Bytes.array(delivery.previousSecret()), delivery.endpointId());
      signature += " " + WebhookSignature.of(previous, id, seconds, body);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put("webhook-signature", signature);
    if (traceparent != null) {
      headers.put("traceparent", traceparent);
    }
    return headers;
  }
}
