package io.kassa.channel.wechatpay;

import io.kassa.channel.http.AllowedHosts;
import java.net.URI;
import java.security.PrivateKey;
import java.util.UUID;

/**
 * A configuration, read: the merchant's account at WeChat Pay and what belongs to it. Never
 * printed.
 *
 * @param id the configuration's
 * @param test whether it belongs to a test merchant
 * @param mchid the merchant number
 * @param appId the one app, official account or mini-program that this configuration pays for
 * @param aead with the APIv3 key
 * @param serial of the merchant's certificate
 * @param privateKey of the merchant's certificate
 * @param platformKeys what verifies the provider's signatures
 * @param base scheme and authority of every request
 * @param hosts where requests may go
 * @param noticeUrl told to the provider with each order and refund
 * @param h5 told to the provider with each order of the scene H5
 */
record Account(
    UUID id,
    boolean test,
    String mchid,
    String appId,
    Aead aead,
    String serial,
    PrivateKey privateKey,
    PlatformKeys platformKeys,
    URI base,
    AllowedHosts hosts,
    URI noticeUrl,
    H5Site h5) {

  /**
   * The site on which the payer is.
   *
   * @param type iOS, Android or Wap
   * @param name may be null
   * @param url may be null
   */
  record H5Site(String type, String name, String url) {}

  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
