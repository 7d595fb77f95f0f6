package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.time.Instant;
import java.util.Optional;

/** What an invoice states; the document is a PDF besides. */
public final class Invoice extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Invoice(Members members) {
    super(members);
  }

  /**
   * How far it is.
   *
   * @return {@code PENDING} or {@code ISSUED}
   */
  public String status() {
    return members().text("status");
  }

  /**
   * Its number.
   *
   * @return empty while it is made
   */
  public Optional<String> number() {
    return members().optionalText("number");
  }

  /**
   * When it was issued.
   *
   * @return empty while it is made
   */
  public Optional<Instant> issuedAt() {
    return members().optionalTime("issuedAt");
  }

  /**
   * The document's SHA-256.
   *
   * @return hexadecimal; empty while it is made
   */
  public Optional<String> sha256() {
    return members().optionalText("sha256");
  }
}
