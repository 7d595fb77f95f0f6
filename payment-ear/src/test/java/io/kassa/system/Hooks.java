package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;

/** A shop's endpoints and deliveries. */
record Hooks(Shop shop) {
  /** An endpoint of the shop. */
  record Hook(String path, String id, String secret) {}

  /** A new endpoint; all types if none is named. */
  Hook at(String url, String... types) {
    String filter =
        types.length == 0 ? "" : ",\"eventTypes\":[\"" + String.join("\",\"", types) + "\"]";
    Reply made = Client.operator().post(path(), "{\"url\":\"%s\"%s}".formatted(url, filter));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String id = made.text("id");
    return new Hook(path() + "/" + id, id, made.text("secret"));
  }

  String path() {
    return "/merchants/" + shop.merchantId() + "/webhook-endpoints";
  }

  /** What became of events on their way to an endpoint, newest first. */
  List<JsonObject> deliveries(Hook hook) {
    Reply page = shop.server().get("/webhook-deliveries?limit=100&endpointId=" + hook.id());
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }
}
