package io.kassa.faults;

import io.kassa.instance.Api;
import io.kassa.instance.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A test merchant with invoices, customers' accounts, the channel TEST and a webhook.
 *
 * @param authorization its server's header
 */
record Merchant(String id, String authorization, List<String> accounts) {
  /** What every account holds at first; more than a run can spend. */
  static final long FUNDS_MINOR = 90_000_000_000L;

  private static final int ACCOUNTS = 12;

  /** Opens one; its events go to the URL. */
  static Merchant open(Instance instance, URI webhook) throws IOException {
    Api operator =
        Api.at(instance.apiBase()).as(instance.operatorUser(), instance.operatorPassword());
    String id =
        operator
            .post(
                "/merchants",
                object(
                    """
                    {"name":"Teahouse","mode":"TEST","invoicing":"ALWAYS",
                     "seller":{"legalName":"Teahouse Ltd","taxId":"91310000MA1K4LXH2P",
                               "address":"1 Nanjing Road, Shanghai"}}
                    """))
            .expect(201)
            .getString("id");
    JsonObject credential =
        operator
            .post("/merchants/" + id + "/credentials", object("{\"type\":\"SECRET\"}"))
            .expect(201);
    operator
        .post(
            "/merchants/" + id + "/channel-configurations",
            object("{\"channel\":\"TEST\",\"settings\":{}}"))
        .require(201);
    operator
        .post(
            "/merchants/" + id + "/webhook-endpoints",
            Json.createObjectBuilder().add("url", webhook.toString()).build())
        .require(201);
    String user = credential.getString("id");
    String secret = credential.getString("secret");
    Api server = Api.at(instance.apiBase()).as(user, secret);
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.add(account(server));
    }
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.US_ASCII);
    return new Merchant(
        id, "Basic " + Base64.getEncoder().encodeToString(pair), List.copyOf(accounts));
  }

  private static String account(Api server) throws IOException {
    String id =
        server
            .post(
                "/accounts",
                object("{\"customerId\":\"" + UUID.randomUUID() + "\",\"currency\":\"CNY\"}"))
            .expect(201)
            .getString("id");
    server
        .post(
            "/accounts/" + id + "/deposits",
            object(
                "{\"depositId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), FUNDS_MINOR)))
        .require(201);
    return id;
  }

  private static JsonObject object(String text) {
    try (var reader = Json.createReader(new java.io.StringReader(text))) {
      return reader.readObject();
    }
  }
}
