package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A test merchant with a credential, and what it does. */
record Shop(String merchantId, String credentialId, Client server) {
  private static final int ED25519_BYTES = 32;

  static final String BALANCE = "{\"channel\":\"BALANCE\"}";

  static Shop open() {
    return open("ALWAYS");
  }

  static Shop open(String invoicing) {
    return open(
        invoicing,
        """
        ,"seller":{"legalName":"Teahouse 茶馆 Ltd","taxId":"91310000MA1K4LXH2P",
                   "address":"1 Nanjing Road\\nShanghai"}
        """);
  }

  /** A shop that tells nothing of itself as a seller. */
  static Shop withoutSeller() {
    return open("ALWAYS", "");
  }

  private static Shop open(String invoicing, String seller) {
    Client operator = Client.operator();
    Reply merchant =
        operator.post(
            "/merchants",
            """
            {"name":"Teahouse 茶馆","mode":"TEST","invoicing":"%s",
             "returnOrigins":["https://shop.example"]%s}
            """
                .formatted(invoicing, seller));
    assertThat(merchant.status()).as(merchant.body()).isEqualTo(201);
    String id = merchant.text("id");
    Reply credential = operator.post("/merchants/" + id + "/credentials", "{\"type\":\"SECRET\"}");
    assertThat(credential.status()).as(credential.body()).isEqualTo(201);
    String credentialId = credential.text("id");
    return new Shop(id, credentialId, Client.basic(credentialId, credential.text("secret")));
  }

  /** The same merchant with a configuration of a channel. */
  Shop with(String channel, String settings) {
    configure(channel, settings);
    return this;
  }

  /** The id of a new configuration of a channel. */
  String configure(String channel, String settings) {
    Reply made =
        Client.operator()
            .post(
                "/merchants/" + merchantId + "/channel-configurations",
                "{\"channel\":\"%s\",\"settings\":%s}".formatted(channel, settings));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("id");
  }

  /** Another credential of this merchant, of the type HMAC and as the body says. */
  RequestSigner hmac(String body) {
    Reply made = credential(body);
    return RequestSigner.hmac(
        made.text("id"), made.text("secret").getBytes(StandardCharsets.US_ASCII));
  }

  /** Another credential of this merchant, whose private key only this signer has. */
  RequestSigner ed25519() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(x509, x509.length - ED25519_BYTES, x509.length);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    Reply made = credential("{\"type\":\"ED25519\",\"publicKey\":\"%s\"}".formatted(key));
    return RequestSigner.ed25519(made.text("id"), pair.getPrivate());
  }

  private Reply credential(String body) {
    Reply made = Client.operator().post("/merchants/" + merchantId + "/credentials", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  /** How many payments of this merchant are stored. */
  long payments() {
    return Books.count("select count(*) from payments where merchant_id = '" + merchantId + "'");
  }

  /** A customer's account with so much in it; minor units of CNY. */
  String account(long amount) {
    Reply account =
        server.post(
            "/accounts",
            "{\"customerId\":\"%s\",\"currency\":\"CNY\"}".formatted(UUID.randomUUID()));
    assertThat(account.status()).as(account.body()).isEqualTo(201);
    String id = account.text("id");
    if (amount > 0) {
      Reply deposit =
          server.post(
              "/accounts/" + id + "/deposits",
              "{\"depositId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), amount));
      assertThat(deposit.status()).as(deposit.body()).isEqualTo(201);
    }
    return id;
  }

  long balance(String account) {
    return Long.parseLong(server.get("/accounts/" + account).json().get("balance").toString());
  }

  /**
   * A payment of minor units of CNY.
   *
   * @param account whom BALANCE debits; may be null
   */
  Order order(String account, long amount) {
    return order(account, amount, 900);
  }

  /** A payment without account whose description is its own. */
  Order described(String description, long amount) {
    Reply created =
        server.post(
            "/payments",
            """
            {"orderId":"%s","amount":%d,"currency":"CNY","description":"%s"}
            """
                .formatted(UUID.randomUUID(), amount, description));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Order(created.text("id"), created.text("paymentKey"));
  }

  Order order(String account, long amount, int expiresIn) {
    Reply created = create(UUID.randomUUID().toString(), account, amount, expiresIn);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Order(created.text("id"), created.text("paymentKey"));
  }

  Reply create(String orderId, String account, long amount, int expiresIn) {
    return server.post(
        "/payments",
        """
        {"orderId":"%s","amount":%d,"currency":"CNY","expiresIn":%d,
         "description":"Green tea 绿茶"%s}
        """
            .formatted(
                orderId,
                amount,
                expiresIn,
                account == null ? "" : ",\"payer\":{\"accountId\":\"" + account + "\"}"));
  }

  /** A payment and its key. */
  record Order(String id, String key) {
    Client phone() {
      return Client.phone(key);
    }

    String path() {
      return "/payments/" + id;
    }

    Reply confirm() {
      return confirm("BALANCE");
    }

    Reply confirm(String channel) {
      return phone().post(path() + "/confirmation", "{\"channel\":\"" + channel + "\"}");
    }

    Reply confirm(String channel, String scene) {
      return phone()
          .post(
              path() + "/confirmation",
              """
              {"channel":"%s","scene":"%s","payer":{"openid":"oSandboxPayer000000000000001"}}
              """
                  .formatted(channel, scene));
    }

    /** Its state, without asking its channel early. */
    String status() {
      return Books.strings("select status from payments where id = '" + id + "'").get(0);
    }

    /** The states of its attempts, oldest first. */
    List<String> attempts() {
      return Books.strings(
          "select status from attempts where payment_id = '" + id + "' order by id");
    }
  }
}
