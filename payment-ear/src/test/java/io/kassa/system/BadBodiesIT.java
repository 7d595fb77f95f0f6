package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadBodiesIT {
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "orderId     | {'amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':null,'amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':7,'amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':'','amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':'1234567890123456789012345678901234567890123456789012345678901234x','amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':'a\\u0000b','amount':1,'currency':'CNY'}",
        "orderId     | {'orderId':'a\\ud800b','amount':1,'currency':'CNY'}",
        "amount      | {'orderId':'o','currency':'CNY'}",
        "amount      | {'orderId':'o','amount':null,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':'100','currency':'CNY'}",
        "amount      | {'orderId':'o','amount':1.5,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':1e2,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':0,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':-1,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':1000000000000,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':99999999999999999999999,'currency':'CNY'}",
        "currency    | {'orderId':'o','amount':1}",
        "currency    | {'orderId':'o','amount':1,'currency':'XXX'}",
        "currency    | {'orderId':'o','amount':1,'currency':'cny'}",
        "currency    | {'orderId':'o','amount':1,'currency':156}",
        "expiresIn   | {'orderId':'o','amount':1,'currency':'CNY','expiresIn':0}",
        "expiresIn   | {'orderId':'o','amount':1,'currency':'CNY','expiresIn':86401}",
        "expiresIn   | {'orderId':'o','amount':1,'currency':'CNY','expiresIn':'900'}",
        "amout       | {'orderId':'o','amout':1,'amount':1,'currency':'CNY'}",
        "amount      | {'orderId':'o','amount':1,'amount':2,'currency':'CNY'}",
        "returnUrl   | {'orderId':'o','amount':1,'currency':'CNY','returnUrl':'https://evil.example/'}",
        "returnUrl   | {'orderId':'o','amount':1,'currency':'CNY','returnUrl':'https://shop.example@evil.example/'}",
        "payer.accountId | {'orderId':'o','amount':1,'currency':'CNY','payer':{'accountId':'1'}}",
        "payer.accountId | {'orderId':'o','amount':1,'currency':'CNY','payer':{}}",
        "metadata    | {'orderId':'o','amount':1,'currency':'CNY','metadata':[]}",
        "lines[0].quantity | {'orderId':'o','amount':1,'currency':'CNY','lines':[{'description':'x','quantity':0,'unitAmount':1,'taxRate':0}]}",
        "lines       | {'orderId':'o','amount':2,'currency':'CNY','lines':[{'description':'x','quantity':1,'unitAmount':1,'taxRate':0}]}",
        "invoice.buyerName | {'orderId':'o','amount':1,'currency':'CNY','invoice':{}}",
        "invoice.email | {'orderId':'o','amount':1,'currency':'CNY','invoice':{'buyerName':'B','email':'no'}}",
        "$           | []",
        "$           | {'orderId':'o','amount':1,'currency':'CNY'} x",
        "$           | {'orderId':"
      })
  void badPaymentNamesItsField(String field, String body) {
    long before = payments();

    Reply refused = shop.server().post("/payments", body.replace('\'', '"'));

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.code()).isEqualTo("invalid-request");
    assertThat(refused.fields()).contains(field);
    assertThat(payments()).isEqualTo(before);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] body =
        "{\"orderId\":\"o?\",\"amount\":1,\"currency\":\"CNY\"}".getBytes(StandardCharsets.UTF_8);
    body[13] = (byte) 0xff;
    Reply refused = shop.server().post("/payments", body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly("$");
  }

  @Test
  void deepNestingAndHugeBodiesAreRefused() {
    Reply deep = shop.server().post("/payments", "{\"a\":".repeat(20_000));
    assertThat(deep.status()).isIn(400, 413);
    byte[] huge = new byte[70_000];
    Arrays.fill(huge, (byte) ' ');
    assertThat(shop.server().post("/payments", huge).status()).isEqualTo(413);
    assertThat(
            shop.server().post("/payments", "{\"a\":".repeat(30) + "1" + "}".repeat(30)).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "limit,/payments?limit=0",
    "limit,/payments?limit=101",
    "limit,/payments?limit=x",
    "cursor,/payments?cursor=x",
    "status,/payments?status=PAID",
    "createdFrom,/payments?createdFrom=yesterday",
    "colour,/payments?colour=red",
  })
  void badQueryNamesItsParameter(String parameter, String path) {
    Reply refused = shop.server().get(path);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly(parameter);
  }

  @Test
  void routesAnswerWithProblems() {
    assertThat(shop.server().get("/payments/1-1-1-1-1").status()).isEqualTo(404);
    assertThat(shop.server().get("/payments/018f0000-0000-7000-8000-000000000000").code())
        .isEqualTo("not-found");
    Reply wrongMethod = shop.server().send("PUT", "/payments");
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).contains("POST");
    assertThat(shop.server().get("/payments", "text/html").status()).isEqualTo(406);
    Reply form =
        shop.server()
            .send(
                shop.server()
                    .request("/payments")
                    .header("Content-Type", "text/plain")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(form.status()).isEqualTo(415);
  }

  private static long payments() {
    return Books.count(
        "select count(*) from payments where merchant_id = '" + shop.merchantId() + "'");
  }
}
