package io.kassa.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Answers of a server, and its signing key. */
public final class Samples {
  public static final String PAYMENT_ID = "01a207c8-5a61-7532-8eb3-8e21efc8c5a9";
  public static final String REFUND_ID = "01a207c8-6a61-7532-8eb3-8e21efc8c5a9";
  public static final String ACCOUNT_ID = "01a207c8-0a61-7a32-8eb3-8e21efc8c5aa";
  public static final String PAYMENT_KEY = "pk_AQEBogfIWmF1Mo6zjiHvyMWp";

  public static final String PAYMENT =
      """
      {"id":"%s","orderId":"order-1","amount":1999,"currency":"CNY","amountRefunded":0,
       "description":"Two teas","status":"%s","createdAt":"2026-11-23T09:00:00Z",
       "expiresAt":"2026-11-23T09:15:00Z","metadata":{"table":"7"},"addedLater":[1],
       "invoice":{"status":"PENDING"},"test":true,"links":{},"merchantName":"Tea House",
       "maskedCustomer":"c***42",
       "channels":[{"channel":"BALANCE","scenes":[]},
                   {"channel":"WECHAT_PAY","scenes":["NATIVE","H5"]}]%s}
      """;

  public static final String REFUND =
      """
      {"id":"%s","refundId":"refund-1","paymentId":"%s","amount":500,"currency":"CNY",
       "cause":"MERCHANT","status":"PENDING","channel":"WECHAT_PAY",
       "createdAt":"2026-11-23T09:30:00Z","test":true,
       "creditNote":{"status":"PENDING","href":"https://pay.example/x"},"links":{}}
      """
          .formatted(REFUND_ID, PAYMENT_ID);

  public static final String ACCOUNT =
      """
      {"id":"%s","customerId":"customer-1","currency":"CNY","balance":5000,"status":"OPEN",
       "createdAt":"2026-11-23T09:00:00Z","links":{}}
      """
          .formatted(ACCOUNT_ID);

  private static final String SIGNED =
      """
      {"paymentId":"%s","orderId":"order-1","confirmationNumber":"K7-2026","status":"SUCCEEDED",\
      "amount":1999,"currency":"CNY","channel":"BALANCE","confirmedAt":"2026-11-23T09:01:02.345678Z",\
      "test":true}"""
          .formatted(PAYMENT_ID);

  private static final int ED25519_BYTES = 32;

  private final KeyPair pair;

  /** With a key of its own. */
  public Samples() throws GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** A payment that waits. */
  public static String payment() {
    return PAYMENT.formatted(PAYMENT_ID, "REQUIRES_CONFIRMATION", "");
  }

  /** A payment just created. */
  public static String created() {
    return PAYMENT.formatted(
        PAYMENT_ID,
        "REQUIRES_CONFIRMATION",
        ",\"paymentKey\":\"%s\",\"checkoutUrl\":\"https://pay.example/payment/checkout/%s#%s\""
            .formatted(PAYMENT_KEY, PAYMENT_ID, PAYMENT_KEY));
  }

  /** A payment that is paid. */
  public static String paid() {
    return PAYMENT.formatted(PAYMENT_ID, "SUCCEEDED", ",\"channel\":\"BALANCE\"");
  }

  /** What {@code GET /keys} answers. */
  public String keys() {
    byte[] x509 = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(x509, x509.length - ED25519_BYTES, x509.length);
    return """
        {"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k-1","use":"sig","alg":"EdDSA","x":"%s"}]}"""
        .formatted(base64(raw));
  }

  /** A confirmation signed with this key. */
  public String confirmation() throws GeneralSecurityException {
    return confirmation("{\"alg\":\"EdDSA\",\"kid\":\"k-1\",\"typ\":\"kassa-confirmation+jws\"}");
  }

  /** A confirmation signed with this key, its header as given. */
  public String confirmation(String header) throws GeneralSecurityException {
    String signed = base64(header) + "." + base64(SIGNED);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return SIGNED.substring(0, SIGNED.length() - 1)
        + ",\"invoice\":{\"status\":\"PENDING\"},\"signature\":\""
        + signed
        + "."
        + base64(signature.sign())
        + "\"}";
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
