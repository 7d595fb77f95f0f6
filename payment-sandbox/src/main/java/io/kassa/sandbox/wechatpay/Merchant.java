package io.kassa.sandbox.wechatpay;

import java.security.PublicKey;

/**
 * A merchant as WeChat Pay knows it.
 *
 * @param apiV3Key 32 characters, the key of what is encrypted for this merchant
 * @param serial the serial number of the merchant's certificate, in hexadecimal capitals
 */
public record Merchant(
    String mchid, String appId, String apiV3Key, String serial, PublicKey publicKey) {}
