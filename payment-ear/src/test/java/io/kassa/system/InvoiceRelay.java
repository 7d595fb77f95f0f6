package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

/** The relay of invoice orders, as an operator holds it and lets it go. */
final class InvoiceRelay {
  private InvoiceRelay() {}

  static JsonObject pause() {
    return answer(Client.operator().post("/relay/invoice/pause", ""));
  }

  static JsonObject resume() {
    return answer(Client.operator().post("/relay/invoice/resume", ""));
  }

  static JsonObject state() {
    return answer(Client.auditor().get("/relay")).getJsonArray("items").getJsonObject(0);
  }

  private static JsonObject answer(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}
