package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.MerchantClient;
import io.kassa.client.MerchantCredential;
import io.kassa.instance.Instance;
import java.util.UUID;

/** A shop that works with the payment client, for tests of other packages. */
public final class TeaHouse {
  private final Shop shop;
  private final MerchantClient client;
  private String account;

  private TeaHouse(Shop shop, MerchantClient client) {
    this.shop = shop;
    this.client = client;
  }

  /** A new merchant, whose invoices are always made. */
  public static TeaHouse open() {
    return of(Shop.open());
  }

  /** A new merchant that takes WeChat Pay and Alipay, both played by the sandbox. */
  public static TeaHouse withChannels() {
    Sandbox.control("{\"reset\":true}");
    return of(Sandbox.shop(Sandbox.merchant()));
  }

  private static TeaHouse of(Shop shop) {
    Reply made =
        Client.operator()
            .post("/merchants/" + shop.merchantId() + "/credentials", "{\"type\":\"HMAC\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return new TeaHouse(
        shop,
        MerchantClient.of(
            Instance.current().apiBase(),
            MerchantCredential.hmac(made.text("id"), made.text("secret"))));
  }

  /** A payer of the sandbox takes this code, or the address of a provider's page, and pays. */
  public static void pay(String shown) {
    Sandbox.scan(shown, "pay");
  }

  /** The merchant's server. */
  public MerchantClient client() {
    return client;
  }

  /** The customer's account, opened with so much at first; minor units of CNY. */
  public String account(long amountMinor) {
    if (account == null) {
      account = shop.account(amountMinor);
    }
    return account;
  }

  /** Books so much more into the customer's account. */
  public void topUp(long amountMinor) {
    client.deposit(account, UUID.randomUUID().toString(), amountMinor);
  }

  /** What is in the customer's account. */
  public long balance() {
    return client.account(account).balanceMinor();
  }
}
