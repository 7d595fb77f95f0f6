package io.kassa.sandbox.alipay;

import java.security.PublicKey;

/**
 * An app as Alipay knows it.
 *
 * @param publicKey of the app, in both modes
 * @param certSn the serial of the app's certificate, as Alipay counts serials
 */
public record Merchant(String appId, PublicKey publicKey, String certSn) {}
