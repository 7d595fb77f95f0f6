package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.MerchantClient;
import io.kassa.client.PhoneClient;
import io.kassa.client.model.Channel;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import io.kassa.instance.Instance;
import io.kassa.system.TeaHouse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People pay from their balance on the checkout page. */
class CheckoutIT {
  private static final int TAB_KEY = 9;
  private static final int ENTER_KEY = 13;

  @TempDir private static Path profile;
  private static Chromium chromium;

  private final TeaHouse shop = TeaHouse.open();
  private final MerchantClient merchant = shop.client();

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

  private NewPayment tea(long amountMinor) {
    return NewPayment.of("order-" + UUID.randomUUID(), amountMinor, "CNY")
        .description("龙井茶 · Green tea")
        .payerAccount(shop.account(5_000))
        .returnUrl(URI.create("https://shop.example/back"));
  }

  private static String page(Payment payment) {
    return payment.checkoutUrl().orElseThrow().toString();
  }

  private static PhoneClient phone(Payment payment) {
    return PhoneClient.of(
        Instance.current().apiBase(), payment.id(), payment.paymentKey().orElseThrow());
  }

  @Test
  void phonePaysInChineseAndTheKeyLeavesNoTrace() throws Exception {
    Payment payment = merchant.create(tea(1_200));
    try (Tab tab = chromium.tab().asPhone("zh-CN").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      assertThat(page.address()).endsWith(payment.id());
      assertThat(page.remembered()).contains("kassa.key." + payment.id());
      assertThat(page.text()).contains("Teahouse 茶馆", "¥12.00", "龙井茶", "余额", "剩余时间");
      assertThat(page.text()).containsPattern("从 [0-9a-f]\\*{3}[0-9a-f]{2} 的余额支付");
      page.picture("phone-zh-light-choose");

      page.pay().is("succeeded");

      assertThat(page.text())
          .contains("付款成功", merchant.confirmation(payment.id()).confirmationNumber());
      tab.until("document.querySelector('#invoice').checkVisibility()", "true");
      page.picture("phone-zh-light-paid");
      assertThat(tab.script("document.querySelector('#back').href"))
          .isEqualTo("https://shop.example/back");
      assertThat(page.remembered()).doesNotContain("kassa.key");
      assertThat(tab.script("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)"))
          .doesNotContain(payment.paymentKey().orElseThrow());
      String origin = Instance.current().serverBase().toString();
      assertThat(tab.requests())
          .allMatch(url -> url.startsWith(origin) || url.startsWith("blob:" + origin));
      assertThat(tab.complaints()).isEmpty();
      tab.axe();
    }
  }

  @Test
  void desktopShowsItsPageAsACodeAndFollowsThePhoneThatScansIt() throws Exception {
    Payment payment = merchant.create(tea(1_300));
    try (Tab desktop = chromium.tab().asDesktop("en").dark(true);
        Tab phone = chromium.tab().asPhone("en").dark(true)) {
      Checkout shown = Checkout.open(desktop, page(payment)).ready();
      byte[] picture = shown.picture("desktop-en-dark-choose");
      desktop.axe();

      String scanned = Codes.read(picture);
      assertThat(scanned).isEqualTo(page(payment));
      Checkout onPhone = Checkout.open(phone, scanned).ready();
      onPhone.picture("phone-en-dark-choose");
      onPhone.pay().is("succeeded");
      onPhone.picture("phone-en-dark-paid");

      shown.is("succeeded");
      assertThat(shown.text()).contains("Paid", "13.00");
      shown.picture("desktop-en-dark-paid");
      assertThat(desktop.complaints()).isEmpty();
      desktop.axe();
    }
  }

  @Test
  void shortBalanceIsSaidAndTheNextTryPays() throws Exception {
    Payment payment = merchant.create(tea(6_000));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready().pay();
      tab.until("document.querySelector('#problem').checkVisibility()", "true");
      assertThat(page.text()).contains("The balance is too low");
      page.picture("phone-en-light-declined");
      tab.axe();

      shop.topUp(1_000);
      page.is("choosing").pay().is("succeeded");
      assertThat(page.text()).doesNotContain("too low");
    }
  }

  @Test
  void timeThatIsOverShowsAsExpired() throws Exception {
    Payment payment = merchant.create(tea(100).expiresIn(Duration.ofSeconds(4)));
    try (Tab tab = chromium.tab().asDesktop("zh-CN").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      page.picture("desktop-zh-light-choose");
      page.is("expired");
      assertThat(page.text()).contains("付款已过期");
      page.picture("desktop-zh-light-expired");
      tab.axe();
    }
  }

  @Test
  void networkThatWasLostIsSaidAndThePageGoesOn() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      tab.network(false).until("document.querySelector('#offline').checkVisibility()", "true");
      page.picture("phone-en-light-offline");
      tab.axe();
      phone(payment).confirm(Channel.BALANCE);

      tab.network(true);
      page.is("succeeded");
    }
  }

  @Test
  void reloadInTheMiddleAndAfterTheEndShowsWhereThePaymentStands() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      tab.script("window.before = true");
      tab.reload().until("window.before", "null");
      page.ready().pay().is("succeeded");

      tab.script("window.before = true");
      tab.reload().until("window.before", "null");
      page.is("succeeded");
      assertThat(page.text()).contains(merchant.confirmation(payment.id()).confirmationNumber());
    }
  }

  @Test
  void twoTabsPayOnce() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab first = chromium.tab().asPhone("en");
        Tab second = chromium.tab().asPhone("en")) {
      Checkout one = Checkout.open(first, page(payment)).ready();
      Checkout other = Checkout.open(second, page(payment)).ready();
      one.pay();
      other.pay();
      one.is("succeeded");
      other.is("succeeded");
    }
    assertThat(shop.balance()).isEqualTo(4_900);
  }

  @Test
  void backAndForwardKeepThePayment() throws Exception {
    Payment payment = merchant.create(tea(100));
    String elsewhere = Instance.current().base() + "/checkout/";
    try (Tab tab = chromium.tab().asPhone("en")) {
      tab.open(elsewhere).until("document.getElementById('page')?.dataset.state", "stranded");
      Checkout page = Checkout.open(tab, page(payment)).ready();
      tab.script("history.back()");
      tab.until("location.href", elsewhere);
      tab.script("history.forward()");
      tab.until("location.pathname.endsWith('" + payment.id() + "')", "true");
      page.ready().pay().is("succeeded");
    }
  }

  @Test
  void pageWithoutKeySaysSoAndLeadsToTheMerchant() throws Exception {
    Payment payment = merchant.create(tea(100));
    String bare = page(payment).substring(0, page(payment).indexOf('#'));
    try (Tab stranger = chromium.tab().asPhone("en").dark(false)) {
      stranger.stub("https://shop.example/*", Shops::answer);
      Checkout stranded = Checkout.open(stranger, bare).is("stranded");
      stranger.until("document.querySelector('#back').checkVisibility()", "true");
      assertThat(stranded.text())
          .contains("opened without its payment key")
          .doesNotContain("1.00", "Teahouse");
      stranger.axe();
      stranded.picture("phone-en-light-without-key");

      stranger.click("#back").until("location.href", "https://shop.example/back");
    }
  }

  @Test
  void pageWithoutKeyOfAnUnknownPaymentLeadsNowhere() throws Exception {
    String unknown = Instance.current().base() + "/checkout/" + UUID.randomUUID();
    try (Tab tab = chromium.tab().asPhone("zh-CN").dark(true)) {
      Checkout page = Checkout.open(tab, unknown).is("stranded");
      assertThat(page.text()).contains("缺少付款密钥");
      assertThat(
              tab.script(
                  "fetch('return/' + location.pathname.split('/').pop()).then(r => r.status)"))
          .isEqualTo("404");
      assertThat(tab.script("document.querySelector('#back').checkVisibility()"))
          .isEqualTo("false");
    }
  }

  @Test
  void forgedKeyIsNoWayIn() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab tab = chromium.tab().asPhone("en")) {
      Checkout page = Checkout.open(tab, page(payment).replace("#pk_", "#pk_A")).is("stranded");
      assertThat(page.text()).contains("not valid");
      assertThat(page.remembered()).doesNotContain("kassa.key");
    }
  }

  @Test
  void payerCancels() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready().cancel().is("canceled");
      assertThat(page.text()).contains("canceled", "Nothing was charged");
      page.picture("phone-en-light-canceled");
      tab.axe();
    }
    assertThat(merchant.payment(payment.id()).status()).isEqualTo("CANCELED");
  }

  @Test
  void keyboardAloneIsEnough() throws Exception {
    Payment payment = merchant.create(tea(100));
    try (Tab tab = chromium.tab().asDesktop("en")) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      for (int i = 0; i < 6 && !tab.script("document.activeElement.id").equals("pay"); i++) {
        tab.press("Tab", TAB_KEY);
      }
      tab.press("Enter", ENTER_KEY);
      page.is("succeeded");
      assertThat(tab.script("document.activeElement.id")).isEqualTo("outcome");
    }
  }

  @Test
  void textOfTwiceTheSizeStaysOnThePhonesWidth() throws Exception {
    Payment payment = merchant.create(tea(123_456_789));
    try (Tab tab = chromium.tab().asPhone("en").dark(false)) {
      Checkout page = Checkout.open(tab, page(payment)).ready();
      tab.script("document.documentElement.style.fontSize = '200%'");
      page.picture("phone-en-light-large-text");
      assertThat(tab.script("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo("true");
    }
  }
}
