/**
 * The sandbox: WeChat Pay, Alipay and a payer, played on their real wire protocols.
 *
 * <p>Everything is in memory and lasts as long as the application. Nothing here is shared with
 * Kassa's own side of these protocols: what both got wrong in the same way would otherwise look
 * right.
 */
package io.kassa.sandbox;
