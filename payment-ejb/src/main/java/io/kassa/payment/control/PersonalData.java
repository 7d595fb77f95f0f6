package io.kassa.payment.control;

import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import io.kassa.payment.entity.Buyer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Seals what is personal before it reaches the database, bound to the row it belongs to. */
@ApplicationScoped
public class PersonalData {
  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.PERSONAL_DATA);
  }

  /** The buyer of a payment, encrypted; null stays null. */
  public byte[] seal(Buyer buyer, UUID paymentId) {
    if (buyer == null) {
      return null;
    }
    JsonObjectBuilder json = JsonFactories.BUILDERS.createObjectBuilder().add("name", buyer.name());
    if (buyer.taxId() != null) {
      json.add("taxId", buyer.taxId());
    }
    if (buyer.email() != null) {
      json.add("email", buyer.email());
    }
    if (buyer.country() != null) {
      json.add("country", buyer.country());
    }
    if (buyer.electronicAddress() != null) {
      json.add("electronicAddress", buyer.electronicAddress());
    }
    byte[] plain = json.build().toString().getBytes(StandardCharsets.UTF_8);
    return envelope.seal(plain, context(paymentId));
  }

  /** The buyer of a payment in clear; null stays null. */
  public Buyer open(byte[] sealed, UUID paymentId) {
    if (sealed == null) {
      return null;
    }
    String json = new String(envelope.open(sealed, context(paymentId)), StandardCharsets.UTF_8);
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(json))) {
      JsonObject buyer = reader.readObject();
      return new Buyer(
          buyer.getString("name"),
          buyer.getString("taxId", null),
          buyer.getString("email", null),
          buyer.getString("country", null),
          buyer.getString("electronicAddress", null));
    }
  }

  /**
   * What only a channel knows of the payer. Kept while the attempt is open.
   *
   * @param openid the payer in the channel's words; may be null
   * @param address the phone's IP address; may be null
   */
  public record ChannelPayer(String openid, String address) {
    /** Leaves the values out, whoever prints it. */
    @Override
    public String toString() {
      return "ChannelPayer[…]";
    }
  }

  /** The payer of an attempt, encrypted; null if there is nothing to tell. */
  public byte[] sealPayer(ChannelPayer payer, UUID attemptId) {
    JsonObjectBuilder json = JsonFactories.BUILDERS.createObjectBuilder();
    if (payer.openid() != null) {
      json.add("openid", payer.openid());
    }
    if (payer.address() != null) {
      json.add("address", payer.address());
    }
    JsonObject told = json.build();
    return told.isEmpty()
        ? null
        : envelope.seal(told.toString().getBytes(StandardCharsets.UTF_8), ofAttempt(attemptId));
  }

  /** The payer of an attempt in clear. */
  public ChannelPayer openPayer(byte[] sealed, UUID attemptId) {
    if (sealed == null) {
      return new ChannelPayer(null, null);
    }
    String json = new String(envelope.open(sealed, ofAttempt(attemptId)), StandardCharsets.UTF_8);
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(json))) {
      JsonObject payer = reader.readObject();
      return new ChannelPayer(payer.getString("openid", null), payer.getString("address", null));
    }
  }

  private static byte[] ofAttempt(UUID attemptId) {
    return Envelope.context("attempts", "sealed_payer", attemptId);
  }

  private static byte[] context(UUID paymentId) {
    return Envelope.context("payments", "sealed_buyer", paymentId);
  }
}
