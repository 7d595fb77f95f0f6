package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.MerchantClient;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import io.kassa.instance.Instance;
import io.kassa.system.TeaHouse;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with WeChat Pay and Alipay as the sandbox plays them, over their real protocols. */
class SandboxPayIT {
  @TempDir private static Path profile;
  private static Chromium chromium;

  private final MerchantClient merchant = TeaHouse.withChannels().client();

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

  private Payment tea() {
    return merchant.create(
        NewPayment.of("order-" + UUID.randomUUID(), 1_200, "CNY")
            .description("Green tea")
            .returnUrl(URI.create("https://shop.example/back")));
  }

  private static String page(Payment payment) {
    return payment.checkoutUrl().orElseThrow().toString();
  }

  @Test
  void desktopShowsTheCodeAndThePayerOfTheSandboxPaysIt() throws Exception {
    Payment payment = tea();
    try (Tab tab = chromium.tab().asDesktop("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready().choose("WeChat Pay").pay();
      page.is("working");
      tab.until("document.querySelector('#code svg') !== null", "true");
      String code = Codes.read(page.picture("desktop-en-light-scan"));
      assertThat(code).startsWith("weixin://");

      TeaHouse.pay(code);

      page.is("succeeded");
      assertThat(page.text())
          .contains(merchant.confirmation(payment.id()).confirmationNumber(), "WeChat Pay");
      page.picture("desktop-en-light-paid");
    }
  }

  @Test
  void phoneGoesToTheProvidersPageAndComesBack() throws Exception {
    Payment payment = tea();
    String sandbox = Instance.current().sandboxBase().toString();
    try (Tab tab = chromium.tab().asPhone("zh-CN").dark(true)) {
      Checkout page = Checkout.open(tab, page(payment)).ready().choose("支付宝").pay();
      tab.until("location.href.startsWith('" + sandbox + "')", "true");
      String away = page.address();
      page.picture("phone-zh-dark-at-the-provider");
      assertThat(away).doesNotContain(payment.paymentKey().orElseThrow());

      // the provider's page names the order by a parameter, or is named by its own address
      TeaHouse.pay(tab.script("new URLSearchParams(location.search).get('code') ?? location.href"));
      tab.script("history.back()");

      page.is("succeeded");
      assertThat(page.address()).endsWith("/checkout/" + payment.id());
      assertThat(page.text()).contains("支付宝");
    }
  }
}
