package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.NextAction;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** What a prepay answer means for the phone, in the very names that the provider's SDKs expect. */
final class NextActions {
  private final RequestSigner signer;

  NextActions(Clock clock) {
    this.signer = new RequestSigner(clock);
  }

  /**
   * What the phone does next.
   *
   * @throws MalformedAnswerException if the answer is none to an order of that scene
   */
  NextAction of(Account account, ChannelOrder order, JsonAnswer answer) {
    return switch (order.scene()) {
      case NATIVE -> new NextAction.QrCode(answer.text("code_url"));
      case JSAPI -> bridge(account, answer.text("prepay_id"));
      case APP -> app(account, answer.text("prepay_id"));
      case H5 -> new NextAction.Redirect(page(account, answer.text("h5_url"), order.returnUrl()));
    };
  }

  /**
   * For {@code WeixinJSBridge} and {@code wx.requestPayment}: the number with its name is signed.
   */
  private NextAction bridge(Account account, String prepayId) {
    String seconds = signer.seconds();
    String nonce = RequestSigner.nonce();
    String named = "prepay_id=" + prepayId;
    return new NextAction.AppInvoke(
        Map.of(
            "appId",
            account.appId(),
            "timeStamp",
            seconds,
            "nonceStr",
            nonce,
            "package",
            named,
            "signType",
            "RSA",
            "paySign",
            signature(account, seconds, nonce, named)));
  }

  /** For the SDK of the mobile platforms: the bare number is signed. */
  private NextAction app(Account account, String prepayId) {
    String seconds = signer.seconds();
    String nonce = RequestSigner.nonce();
    return new NextAction.AppInvoke(
        Map.of(
            "appid",
            account.appId(),
            "partnerid",
            account.mchid(),
            "prepayid",
            prepayId,
            "package",
            "Sign=WXPay",
            "noncestr",
            nonce,
            "timestamp",
            seconds,
            "sign",
            signature(account, seconds, nonce, prepayId)));
  }

  private static String signature(Account account, String seconds, String nonce, String prepay) {
    return Rsa.sign(
        account.privateKey(), CanonicalText.invocation(account.appId(), seconds, nonce, prepay));
  }

  private static URI page(Account account, String text, URI returnUrl) {
    String address =
        returnUrl == null
            ? text
            : text
                + (text.contains("?") ? "&" : "?")
                + "redirect_url="
                + URLEncoder.encode(returnUrl.toString(), StandardCharsets.UTF_8);
    URI page;
    try {
      page = URI.create(address);
    } catch (IllegalArgumentException notOne) {
      throw new MalformedAnswerException("h5_url-is-no-address");
    }
    boolean web =
        "https".equals(page.getScheme()) || (account.test() && "http".equals(page.getScheme()));
    if (!web || page.getHost() == null) {
      throw new MalformedAnswerException("h5_url-is-no-web-address");
    }
    return page;
  }
}
