package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.MerchantClient;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import io.kassa.instance.Instance;
import io.kassa.system.TeaHouse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with WeChat Pay and Alipay as the sandbox plays them, over their real protocols. */
class SandboxPayIT {
  /** The sandbox's fault DECLINE, by the last digits. */
  private static final long DECLINED_BY_PROVIDERS = 1_248;

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
      tab.axe();

      TeaHouse.pay(code);

      page.is("succeeded");
      assertThat(page.text())
          .contains(merchant.confirmation(payment.id()).confirmationNumber(), "WeChat Pay");
      page.picture("desktop-en-light-paid");
    }
  }

  @Test
  void phoneGoesToTheProvidersPageAndReturnsToThisOne() throws Exception {
    for (String channel : List.of("支付宝", "微信支付")) {
      Payment payment = tea();
      try (Tab tab = chromium.tab().asPhone("zh-CN").dark(true)) {
        Checkout.open(tab, page(payment)).ready().choose(channel).pay();
        Checkout page = returned(tab, payment).is("succeeded");

        assertThat(page.address()).endsWith("/checkout/" + payment.id());
        assertThat(page.text())
            .contains(channel, merchant.confirmation(payment.id()).confirmationNumber());
        assertThat(tab.script("document.querySelector('#back').href"))
            .isEqualTo("https://shop.example/back");
      }
    }
  }

  /** Pays on the provider's page and follows its link back. */
  private static Checkout returned(Tab tab, Payment payment) throws Exception {
    String sandbox = Instance.current().sandboxBase().toString();
    tab.until("location.href.startsWith('" + sandbox + "')", "true");
    assertThat(tab.script("location.href")).doesNotContain(payment.paymentKey().orElseThrow());
    tab.until("document.querySelector('#order').checkVisibility()", "true");
    tab.picture("phone-zh-dark-at-the-provider");
    // the provider's page names the order by a parameter, or is named by its own address
    TeaHouse.pay(tab.script("new URLSearchParams(location.search).get('code') ?? location.href"));
    tab.click("#return");
    return new Checkout(tab, page(payment));
  }

  @Test
  void returnInABrowserWithoutTheKeyGoesOnToTheMerchant() throws Exception {
    Payment payment = tea();
    try (Tab tab = chromium.tab().asPhone("zh-CN");
        Tab other = chromium.tab().asPhone("zh-CN")) {
      Checkout.open(tab, page(payment)).ready().choose("支付宝").pay();
      tab.until("document.querySelector('#return')?.href.includes('returned')", "true");
      String back = tab.script("document.querySelector('#return').href");
      assertThat(back).endsWith("/checkout/" + payment.id() + "?returned");

      other.stub("https://shop.example/*", Shops::answer);
      other.open(back).until("location.href", "https://shop.example/back");
    }
  }

  @Test
  void declineIsSaidAndAnotherChannelPays() throws Exception {
    TeaHouse shop = TeaHouse.withChannels();
    Payment payment =
        shop.client()
            .create(
                NewPayment.of("order-" + UUID.randomUUID(), DECLINED_BY_PROVIDERS, "CNY")
                    .payerAccount(shop.account(5_000)));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready().choose("WeChat Pay").pay();
      tab.until("document.querySelector('#problem').checkVisibility()", "true");
      page.is("choosing");
      assertThat(page.text()).contains("The payment was declined");
      tab.axe();

      page.choose("Balance").pay().is("succeeded");
      assertThat(page.text()).doesNotContain("declined");
    }
  }
}
