package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a body is refused with the field named, and nothing is stored. */
class BadBodiesIT {
  private static final String MIXED =
      """
      {"orderId":"bad-%s","amount":100,"currency":"CNY","description":"Tea","expiresIn":600,
       "metadata":{"table":"7"},"returnUrl":"https://shop.example/back",
       "payer":{"accountId":"%s"},
       "lines":[{"description":"Tea","quantity":2,"unitAmount":51,"taxRate":0,"discount":2,
                 "taxExemption":"Small business"}],
       "invoice":{"buyerName":"A. Buyer","buyerTaxId":"B1","email":"buyer@example.com",
                  "country":"DE","electronicAddress":"0088:4012345000009"}}
      """;
  private static final String INVOICE =
      "\"invoice\":{\"buyerName\":\"B\",\"buyerTaxId\":\"1\",\"email\":\"b@c.d\","
          + "\"country\":\"DE\",\"electronicAddress\":\"0088:1\"}";

  private static Shop shop;

  /** Of RFC 8032 section 7.1, test 1. */
  private static final String PUBLIC_KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  private static RowCounts rows;
  private static List<Body> bodies;

  /**
   * A call and two bodies that are right in form: one with every field, and one that is accepted.
   */
  private record Body(
      String verb, String template, String path, Client client, String full, String accepted) {
    Reply send(byte[] body) {
      return client.send(
          client
              .request(path)
              .header("Content-Type", "application/json")
              .method(verb, BodyPublishers.ofByteArray(body)));
    }

    Reply send(String body) {
      return send(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  @BeforeAll
  static void open() {
    // an invoice that is made meanwhile would be counted
    shop = Shop.open("ON_REQUEST");
    String account = shop.account(100);
    Shop.Order order = shop.order(account, 1);
    Shop.Order paid = shop.order(account, 1);
    assertThat(paid.confirm().status()).isEqualTo(200);
    rows = new RowCounts(shop.merchantId());
    String refunded = "{\"refundId\":\"bad-1\",\"amount\":1,\"reason\":\"broken\"}";
    String merchant = "/merchants/" + shop.merchantId();
    String payment = MIXED.formatted("1", account);
    String named =
        """
        "name":"Tea","invoicing":"ALWAYS","returnOrigins":["https://a.example"],
        "lateSuccess":"ACCEPT","seller":{"legalName":"Tea","taxId":"1","address":"A",
        "country":"CN","electronicAddress":"0088:1"},
        "signedOnly":false}
        """;
    String channel =
        "{\"channel\":\"WECHAT_PAY\",\"scene\":\"JSAPI\",\"payer\":{\"openid\":\"o\"},";
    String created = "{\"mode\":\"TEST\"," + named;
    String changed = "{\"status\":\"ACTIVE\"," + named;
    String opened = "{\"customerId\":\"bad-1\",\"currency\":\"CNY\"}";
    String deposited = "{\"depositId\":\"bad-1\",\"amount\":1}";
    String key = "\"publicKey\":\"" + PUBLIC_KEY + "\"";
    String credential =
        "{\"type\":\"ED25519\","
            + key
            + ",\"scopes\":[\"read\"],\"allowedAddresses\":[\"192.0.2.0/24\"],"
            + "\"expiresAt\":\"2099-01-01T00:00:00Z\"}";
    String rotated = "{\"overlapSeconds\":60," + key + "}";
    String limited = "{\"perPayment\":900000000000,\"perDay\":900000000000}";
    Client operator = Client.operator();
    String old = operator.post(merchant + "/credentials", credential).text("id");
    bodies =
        List.of(
            new Body("POST", "/payments", "/payments", shop.server(), payment, payment),
            new Body(
                "POST",
                "/payments/{id}/confirmation",
                order.path() + "/confirmation",
                order.phone(),
                channel + INVOICE + "}",
                "{\"channel\":\"BALANCE\"," + INVOICE + "}"),
            new Body("POST", "/accounts", "/accounts", shop.server(), opened, opened),
            new Body(
                "POST",
                "/accounts/{id}/deposits",
                "/accounts/" + account + "/deposits",
                shop.server(),
                deposited,
                deposited),
            new Body(
                "POST",
                "/payments/{id}/refunds",
                paid.path() + "/refunds",
                shop.server(),
                refunded,
                refunded),
            new Body("POST", "/merchants", "/merchants", operator, created, created),
            new Body("PATCH", "/merchants/{id}", merchant, operator, changed, changed),
            new Body(
                "POST",
                "/merchants/{id}/credentials",
                merchant + "/credentials",
                operator,
                credential,
                credential),
            new Body(
                "POST",
                "/merchants/{id}/credentials/{credentialId}/rotation",
                merchant + "/credentials/" + old + "/rotation",
                operator,
                rotated,
                rotated),
            new Body(
                "PUT",
                "/merchants/{id}/limits/{currency}",
                merchant + "/limits/JPY",
                operator,
                limited,
                limited));
  }

  @TestFactory
  Stream<DynamicNode> everyFlawOfEveryFieldIsRefusedAndNothingIsStored() {
    PublishedContract contract = PublishedContract.fetch();
    return bodies.stream()
        .map(
            body -> {
              List<DynamicTest> cases = new ArrayList<>();
              AtomicReference<String> before = new AtomicReference<>();
              cases.add(DynamicTest.dynamicTest("rows before", () -> before.set(rows.now())));
              for (Flaw flaw :
                  Flaw.all(contract.body(body.verb(), body.template()), parse(body.full()))) {
                cases.add(
                    DynamicTest.dynamicTest(
                        flaw.toString(), () -> refused(body, flaw.body(), flaw.field())));
              }
              broken(body)
                  .forEach(
                      text ->
                          cases.add(
                              DynamicTest.dynamicTest(
                                  "$ " + text, () -> refused(body, text, "$"))));
              deep(body)
                  .forEach(
                      text ->
                          cases.add(
                              DynamicTest.dynamicTest(
                                  "deep " + text, () -> refused(body, text, "a", "$"))));
              cases.add(DynamicTest.dynamicTest("no UTF-8", () -> noUtf8(body)));
              cases.add(
                  DynamicTest.dynamicTest(
                      "nothing was stored", () -> assertThat(rows.now()).isEqualTo(before.get())));
              cases.add(DynamicTest.dynamicTest("accepted without flaw", () -> accepted(body)));
              return DynamicContainer.dynamicContainer(body.verb() + " " + body.template(), cases);
            });
  }

  private static List<String> broken(Body body) {
    String full = parse(body.full()).toString();
    return List.of(
        "",
        " ",
        "[]",
        "null",
        "\"x\"",
        "7",
        "[" + full + "]",
        full + " x",
        full + full,
        full.substring(0, full.length() - 1),
        full.substring(0, full.length() / 2),
        full.replaceFirst(":", " "),
        full.replaceFirst("\"", "'"),
        "\uFEFF" + full);
  }

  /** Nested too deep, below a name that is no field either. */
  private static List<String> deep(Body body) {
    String deep = "{\"a\":".repeat(30) + "1" + "}".repeat(30);
    return List.of(deep, parse(body.full()).toString().replaceFirst("\\{", "{\"a\":" + deep + ","));
  }

  private static void refused(Body body, String text, String... fields) {
    refused(body, text.getBytes(StandardCharsets.UTF_8), fields);
  }

  private static void refused(Body body, byte[] bytes, String... fields) {
    Reply refused = body.send(bytes);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.code()).isEqualTo("invalid-request");
    assertThat(new HashSet<>(refused.fields()))
        .as(refused.body())
        .containsExactlyInAnyOrder(fields);
  }

  private static void refusedAndNotStored(Body body, String text, String field) {
    String before = rows.now();
    refused(body, text, field);
    assertThat(rows.now()).isEqualTo(before);
  }

  private static void noUtf8(Body body) {
    byte[] bytes = parse(body.full()).toString().getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 3] = (byte) 0xff;
    refused(body, bytes, "$");
  }

  /** The flaw was the reason: without it the call is taken, and the count of rows can move. */
  private static void accepted(Body body) {
    String before = rows.now();
    Reply taken = body.send(body.accepted());
    assertThat(taken.status()).as(taken.body()).isBetween(200, 201);
    assertThat(rows.now()).isNotEqualTo(before);
    // what a worker still writes for it must not be counted as the next flaw's doing; a letter
    // writes nothing while there is no mail server
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Books.count(
                        "select count(*) from outbox where consumer <> 'mail' and merchant_id = '"
                            + shop.merchantId()
                            + "'")
                    == 0);
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(json, broken);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "orderId     | {'orderId':'a\\ud800b','amount':1,'currency':'CNY'}",
        "returnUrl   | {'orderId':'o','amount':1,'currency':'CNY','returnUrl':'https://evil.example/'}",
        "returnUrl   | {'orderId':'o','amount':1,'currency':'CNY','returnUrl':'https://shop.example@evil.example/'}",
        "payer.accountId | {'orderId':'o','amount':1,'currency':'CNY','payer':{'accountId':'01a207c8-0a61-7a32-8eb3-8e21efc8c5aa'}}",
        "lines       | {'orderId':'o','amount':2,'currency':'CNY','lines':[{'description':'x','quantity':1,'unitAmount':1,'taxRate':0}]}",
        "payer       | {'orderId':'o','amount':1,'currency':'CNY','payer':null}",
      })
  void paymentThatTheMerchantMayNotMakeNamesItsField(String field, String body) {
    refusedAndNotStored(bodies.get(0), body.replace('\'', '"'), field);
  }

  @ParameterizedTest
  @CsvSource({
    "accountId, '{\"channel\":\"BALANCE\",\"accountId\":\"x\"}'",
    "payer.accountId, '{\"channel\":\"WECHAT_PAY\",\"payer\":{\"openid\":\"o\",\"accountId\":\"x\"}}'",
    "scene, '{\"channel\":\"BALANCE\",\"scene\":\"APP\"}'",
    "payer, '{\"channel\":\"BALANCE\",\"payer\":{\"openid\":\"o\"}}'",
  })
  void confirmationThatDoesNotFitItsChannelNamesItsField(String field, String body) {
    refusedAndNotStored(bodies.get(1), body, field);
  }

  @Test
  void credentialThatIsOverAlreadyNamesItsField() {
    Body credential =
        bodies.stream()
            .filter(body -> body.template().equals("/merchants/{id}/credentials"))
            .findFirst()
            .orElseThrow();
    refusedAndNotStored(
        credential, "{\"type\":\"SECRET\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "expiresAt");
  }

  @Test
  void hugeBodiesAreRefused() {
    for (Body body : bodies) {
      String before = rows.now();
      byte[] huge = new byte[70_000];
      Arrays.fill(huge, (byte) ' ');
      assertThat(body.send(huge).status()).isEqualTo(413);
      assertThat(body.send("{\"a\":".repeat(20_000)).status()).isIn(400, 413);
      assertThat(rows.now()).isEqualTo(before);
    }
  }
}
