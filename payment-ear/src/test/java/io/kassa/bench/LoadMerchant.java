package io.kassa.bench;

import io.kassa.instance.Api;
import io.kassa.instance.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A test merchant under load, with funded accounts, or with the channel TEST and none.
 *
 * @param authorization the value of its header by id and secret
 * @param signer of another credential, which signs
 */
record LoadMerchant(String id, String authorization, RequestSeal signer, List<String> accounts) {

  static final String CURRENCY = "CNY";

  /** What every account holds at first, in minor units; more than a run can spend. */
  static final long FUNDS_MINOR = 900_000_000_000L;

  private static final int HANDS = 8;

  /**
   * Opens a merchant and its accounts through the API.
   *
   * @param invoicing ALWAYS or ON_REQUEST
   */
  static LoadMerchant open(Instance instance, String invoicing, int accounts) throws IOException {
    Api operator = operator(instance);
    String id = operator.post("/merchants", merchant(invoicing)).expect(201).getString("id");
    JsonObject secret = credential(operator, id, "SECRET");
    JsonObject hmac = credential(operator, id, "HMAC");
    Api server = Api.at(instance.apiBase()).as(secret.getString("id"), secret.getString("secret"));
    String pair = secret.getString("id") + ":" + secret.getString("secret");
    return new LoadMerchant(
        id,
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)),
        new RequestSeal(hmac.getString("id"), hmac.getString("secret")),
        List.copyOf(accounts(server, accounts)));
  }

  /**
   * Opens a merchant whose payments go through the channel TEST.
   *
   * @param delayMillis the median of what the channel takes for an answer
   */
  static LoadMerchant charging(Instance instance, int delayMillis) throws IOException {
    LoadMerchant merchant = open(instance, "ON_REQUEST", 0);
    operator(instance)
        .post(
            "/merchants/" + merchant.id() + "/channel-configurations",
            Json.createObjectBuilder()
                .add("channel", "TEST")
                .add(
                    "settings",
                    Json.createObjectBuilder().add("delayMillis", Integer.toString(delayMillis)))
                .build())
        .require(201);
    return merchant;
  }

  private static Api operator(Instance instance) throws IOException {
    return Api.at(instance.apiBase()).as(instance.operatorUser(), instance.operatorPassword());
  }

  private static JsonObject merchant(String invoicing) {
    return Json.createObjectBuilder()
        .add("name", "Load")
        .add("mode", "TEST")
        .add("invoicing", invoicing)
        .add(
            "seller",
            Json.createObjectBuilder()
                .add("legalName", "Load Ltd.")
                .add("taxId", "91310000LOAD000001")
                .add("address", "1 Harbour Road, Shanghai")
                .add("country", "CN"))
        .build();
  }

  private static JsonObject credential(Api operator, String id, String type) throws IOException {
    return operator
        .post(
            "/merchants/" + id + "/credentials",
            Json.createObjectBuilder().add("type", type).build())
        .expect(201);
  }

  private static List<String> accounts(Api server, int count) throws IOException {
    ExecutorService hands = Executors.newFixedThreadPool(HANDS);
    try {
      List<Future<String>> opened = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        opened.add(hands.submit(() -> account(server)));
      }
      List<String> accounts = new ArrayList<>();
      for (Future<String> one : opened) {
        accounts.add(one.get());
      }
      return accounts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while accounts were opened", e);
    } catch (ExecutionException e) {
      throw new IOException("an account was not opened", e);
    } finally {
      hands.shutdownNow();
    }
  }

  private static String account(Api server) throws IOException {
    String id =
        server
            .post(
                "/accounts",
                Json.createObjectBuilder()
                    .add("customerId", UUID.randomUUID().toString())
                    .add("currency", CURRENCY)
                    .build())
            .expect(201)
            .getString("id");
    server
        .post(
            "/accounts/" + id + "/deposits",
            Json.createObjectBuilder()
                .add("depositId", UUID.randomUUID().toString())
                .add("amount", FUNDS_MINOR)
                .build())
        .require(201);
    return id;
  }
}
