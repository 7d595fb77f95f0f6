package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.browser.Tab.Stubbed;
import io.kassa.instance.Instance;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with channels outside the database. Its API is played here, as the contract says. */
class ChannelsIT {
  private static final String CODE = "weixin://wxpay/bizpayurl?pr=p4lpSuKzz";
  private static final String PROBLEM = "application/problem+json";
  private static final String JSON = "application/json";

  @TempDir private static Path profile;
  private static Chromium chromium;

  private final String id = UUID.randomUUID().toString();
  private final String page = Instance.current().base() + "/checkout/" + id;
  private final List<String> confirmations = new CopyOnWriteArrayList<>();
  private Instant createdAt = Instant.parse("2026-01-01T00:00:00Z");
  private Instant expiresAt = Instant.parse("2099-01-01T00:00:00Z");
  private volatile String status = "REQUIRES_CONFIRMATION";
  private volatile Stubbed events = new Stubbed(404, PROBLEM, "{\"code\":\"not-found\"}");

  @BeforeAll
  static void startChromium() throws Exception {
    chromium = Chromium.start(profile);
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private Checkout open(Tab tab) {
    tab.stub("*/api/v1/payments/*", this::answer);
    return Checkout.open(tab, page + "#pk_played").ready();
  }

  private Optional<Stubbed> answer(JsonObject request) {
    String url = request.getString("url");
    if (url.endsWith("/events")) {
      return Optional.of(events);
    }
    if (url.endsWith("/invoice")) {
      return Optional.of(new Stubbed(404, PROBLEM, "{\"code\":\"invoice-not-requested\"}"));
    }
    if (!url.endsWith("/confirmation")) {
      return Optional.of(new Stubbed(200, JSON, payment()));
    }
    if (request.getString("method").equals("POST")) {
      return Optional.of(confirm(request.getString("postData")));
    }
    return Optional.of(new Stubbed(200, JSON, confirmation()));
  }

  private Stubbed confirm(String body) {
    confirmations.add(body);
    status = "PROCESSING";
    String action = "{\"type\":\"qr_code\",\"content\":\"" + CODE + "\"}";
    if (body.contains("H5")) {
      String away = Instance.current().base() + "/checkout/";
      action = "{\"type\":\"redirect\",\"url\":\"" + away + "\"}";
    } else if (body.contains("ALIPAY") && body.contains("JSAPI")) {
      action = "{\"type\":\"app_invoke\",\"parameters\":{\"tradeNO\":\"20260101\"}}";
    } else if (body.contains("JSAPI")) {
      action =
          "{\"type\":\"app_invoke\",\"parameters\":{\"appId\":\"wx1\",\"package\":\"prepay_id=1\"}}";
    }
    return new Stubbed(202, JSON, "{\"status\":\"PROCESSING\",\"nextAction\":" + action + "}");
  }

  private String payment() {
    return """
        {"id":"%s","orderId":"order-1","amount":1280,"currency":"CNY","amountRefunded":0,
         "status":"%s","createdAt":"%s","expiresAt":"%s",
         "invoice":{"status":"NONE"},"test":true,"links":{},"merchantName":"Tea House",
         "channels":[{"channel":"WECHAT_PAY","scenes":["NATIVE","H5","JSAPI"]},
                     {"channel":"ALIPAY","scenes":["NATIVE","H5","JSAPI"]}]}
        """
        .formatted(id, status, createdAt, expiresAt);
  }

  private String confirmation() {
    return """
        {"status":"SUCCEEDED","paymentId":"%s","orderId":"order-1","confirmationNumber":"K-1",
         "amount":1280,"currency":"CNY","channel":"WECHAT_PAY","confirmedAt":"2026-01-01T00:00:00Z",
         "test":true,"invoice":{"status":"NONE"},"signature":"a.b.c"}
        """
        .formatted(id);
  }

  @Test
  void desktopShowsTheProvidersCodeAndThePaymentsEnd() throws Exception {
    try (Tab tab = chromium.tab().asDesktop("zh-CN").dark(false)) {
      Checkout checkout = open(tab).choose("微信支付").pay().is("working");
      tab.until("document.querySelector('#code svg') !== null", "true");
      assertThat(checkout.text()).contains("请使用微信支付扫描二维码");
      assertThat(Codes.read(checkout.picture("desktop-zh-light-scan"))).isEqualTo(CODE);
      assertThat(confirmations)
          .containsExactly("{\"channel\":\"WECHAT_PAY\",\"scene\":\"NATIVE\"}");

      status = "SUCCEEDED";
      checkout.is("succeeded");
      assertThat(checkout.text()).contains("K-1", "微信支付");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void declineIsSaidAndAnotherChannelIsTried() throws Exception {
    try (Tab tab = chromium.tab().asDesktop("en").dark(true)) {
      Checkout checkout = open(tab).choose("WeChat Pay").pay().is("working");
      tab.until("document.querySelector('#code svg') !== null", "true");
      checkout.picture("desktop-en-dark-scan");
      status = "REQUIRES_CONFIRMATION";
      checkout.is("choosing");
      assertThat(checkout.text()).contains("The payment was declined");

      checkout.choose("Alipay").pay().is("working");
      tab.until("document.querySelector('#code-hint').textContent", "Scan the code with Alipay");
      status = "SUCCEEDED";
      checkout.is("succeeded");
    }
    assertThat(confirmations).hasSize(2);
  }

  @Test
  void phoneIsSentToTheProviderAndComesBackWithoutAKeyInTheAddress() throws Exception {
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout checkout = open(tab).choose("Alipay").pay();
      tab.until("location.pathname.endsWith('/checkout/')", "true");
      assertThat(confirmations).containsExactly("{\"channel\":\"ALIPAY\",\"scene\":\"H5\"}");

      tab.open(page);
      checkout.is("working");
      tab.click("#other").until("document.querySelector('#choose').checkVisibility()", "true");
      tab.until("document.querySelector('#pay').getAttribute('aria-disabled')", "false");
      checkout.picture("phone-en-light-another-way");
      assertThat(checkout.address()).isEqualTo(page);
      status = "SUCCEEDED";
      checkout.is("succeeded");
    }
  }

  @Test
  void pageInsideWeChatCallsItsBridgeForAPayerWhoIsKnown() throws Exception {
    try (Tab tab = chromium.tab().asWeChat("zh-CN")) {
      tab.stub("*/api/v1/payments/*", this::answer);
      Checkout checkout = Checkout.open(tab, page + "#pk_played&openid=oAbc").ready();
      assertThat(tab.script("document.querySelectorAll('#channels label').length"))
          .as("Alipay cannot be met here")
          .isEqualTo("1");
      tab.script(
          "window.WeixinJSBridge = {invoke: (name, parameters) => {"
              + "window.called = name + ' ' + parameters.package}}");

      checkout.pay();

      tab.until("window.called", "getBrandWCPayRequest prepay_id=1");
      assertThat(confirmations)
          .containsExactly(
              "{\"channel\":\"WECHAT_PAY\",\"scene\":\"JSAPI\",\"payer\":{\"openid\":\"oAbc\"}}");
      assertThat(checkout.address()).doesNotContain("openid");
      status = "SUCCEEDED";
      checkout.is("succeeded");
    }
  }

  @Test
  void pageInsideAlipayCallsItsBridgeAsSoonAsItIsThere() throws Exception {
    try (Tab tab = chromium.tab().asAlipay("zh-CN")) {
      tab.stub("*/api/v1/payments/*", this::answer);
      Checkout checkout = Checkout.open(tab, page + "#pk_played&openid=2088").ready();
      checkout.choose("支付宝").pay().is("working");
      Awaitility.await().until(() -> !confirmations.isEmpty());
      tab.script(
          "window.AlipayJSBridge = {call: (name, parameters) => {"
              + "window.called = name + ' ' + parameters.tradeNO}}");

      tab.script("document.dispatchEvent(new Event('AlipayJSBridgeReady')) && null");

      tab.until("window.called", "tradePay 20260101");
      assertThat(confirmations)
          .containsExactly(
              "{\"channel\":\"ALIPAY\",\"scene\":\"JSAPI\",\"payer\":{\"openid\":\"2088\"}}");
      status = "SUCCEEDED";
      checkout.is("succeeded");
    }
  }

  /** The server's clock is ahead, and an expiry is rounded up to the full second. */
  @Test
  void countdownBeginsWithTheWholeTime() throws Exception {
    createdAt = Instant.now().plusSeconds(60);
    expiresAt = createdAt.plusSeconds(900).plusMillis(600);
    try (Tab tab = chromium.tab().asPhone("en")) {
      open(tab);
      tab.until("document.querySelector('#countdown').textContent", "Time left: 15:00");
    }
  }

  @Test
  void eventOfAStreamIsAReasonToLook() throws Exception {
    events = new Stubbed(200, "text/event-stream", ": hello\n\n");
    try (Tab tab = chromium.tab().asPhone("en")) {
      Checkout checkout = open(tab);
      events = new Stubbed(200, "text/event-stream", "id: 1\ndata: {}\n\n");
      status = "SUCCEEDED";
      checkout.is("succeeded");
      assertThat(tab.requests()).noneMatch(url -> url.contains("wait="));
    }
  }

  @Test
  void serverThatIsFullOfStreamsIsAskedByWaiting() throws Exception {
    events = new Stubbed(503, PROBLEM, "{\"code\":\"service-unavailable\"}");
    try (Tab tab = chromium.tab().asPhone("en")) {
      Checkout checkout = open(tab);
      Awaitility.await()
          .until(() -> tab.requests().stream().anyMatch(url -> url.contains("wait=")));
      status = "SUCCEEDED";
      checkout.is("succeeded");
    }
  }
}
