package io.kassa.channel.alipay;

import io.kassa.channel.http.AllowedHosts;
import java.net.URI;
import java.security.PrivateKey;
import java.util.UUID;

/**
 * A configuration, read: the merchant's app at Alipay and what belongs to it. Never printed.
 *
 * @param id the configuration's
 * @param test whether it belongs to a test merchant
 * @param appId the app
 * @param sellerId the merchant's account, which gets the money
 * @param privateKey the app's
 * @param numbers what names our and the provider's certificates; null in key mode
 * @param keys what verifies the provider's signatures
 * @param gateway where all calls go
 * @param hosts where requests may go
 * @param noticeUrl told to the provider with each order
 * @param browserProduct what the scene H5 is at the provider
 */
record Account(
    UUID id,
    boolean test,
    String appId,
    String sellerId,
    PrivateKey privateKey,
    CertificateNumbers numbers,
    ProviderKeys keys,
    URI gateway,
    AllowedHosts hosts,
    URI noticeUrl,
    BrowserProduct browserProduct) {

  /**
   * The numbers that certificate mode adds to each call.
   *
   * @param app of the app's certificate
   * @param roots of the provider's roots
   */
  record CertificateNumbers(String app, String roots) {}

  /** The products for a browser: on the phone, and on a desktop. */
  enum BrowserProduct {
    WAP("alipay.trade.wap.pay", "QUICK_WAP_WAY"),
    PAGE("alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY");

    private final String method;
    private final String code;

    BrowserProduct(String method, String code) {
      this.method = method;
      this.code = code;
    }

    String method() {
      return method;
    }

    String code() {
      return code;
    }
  }

  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
