package io.kassa.channel.alipay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.NextAction;
import io.kassa.channel.alipay.Account.BrowserProduct;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * What the payer's phone opens. The provider hears of such an order only from there: nothing is
 * called, everything is signed.
 */
final class NextActions {
  /** The name of the one parameter in the provider's SDKs. */
  static final String ORDER_STRING = "orderInfo";

  private static final String APP = "alipay.trade.app.pay";
  private static final String APP_PRODUCT = "QUICK_MSECURITY_PAY";

  private final Clock clock;

  NextActions(Clock clock) {
    this.clock = clock;
  }

  /** The string that the merchant's app hands to the provider's SDK, unchanged. */
  NextAction app(Account account, ChannelOrder order) {
    SignedParameters parameters =
        SignedParameters.ofOrder(
            account, APP, Contents.order(order, APP_PRODUCT), null, clock.instant());
    return new NextAction.AppInvoke(Map.of(ORDER_STRING, parameters.orderString()));
  }

  /** The address that the browser is sent to. */
  NextAction browser(Account account, ChannelOrder order) {
    BrowserProduct product = account.browserProduct();
    String content =
        switch (product) {
          case WAP -> Contents.wapOrder(order, product.code());
          case PAGE -> Contents.order(order, product.code());
        };
    SignedParameters parameters =
        SignedParameters.ofOrder(
            account, product.method(), content, order.returnUrl(), clock.instant());
    return new NextAction.Redirect(URI.create(account.gateway() + "?" + parameters.orderString()));
  }
}
