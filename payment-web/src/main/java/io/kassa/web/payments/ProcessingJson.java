package io.kassa.web.payments;

import io.kassa.channel.NextAction;
import io.kassa.payment.entity.PaymentState;
import java.util.Map;

/**
 * The answer while a channel works on a payment.
 *
 * @param nextAction what the phone does next; null, and left out, if there is nothing but to wait
 */
public record ProcessingJson(PaymentState status, NextActionJson nextAction) {

  /** What the phone does. */
  public enum Type {
    qr_code,
    app_invoke,
    redirect
  }

  /**
   * What the phone does next, exactly as the provider's side expects it.
   *
   * @param content of the QR code to show; with {@code qr_code} alone
   * @param parameters to hand to the provider's SDK or bridge; with {@code app_invoke} alone
   * @param url to send the browser to; with {@code redirect} alone
   */
  public record NextActionJson(
      Type type, String content, Map<String, String> parameters, String url) {
    private static NextActionJson of(NextAction action) {
      if (action instanceof NextAction.QrCode code) {
        return new NextActionJson(Type.qr_code, code.text(), null, null);
      }
      if (action instanceof NextAction.Redirect redirect) {
        return new NextActionJson(Type.redirect, null, null, redirect.url().toString());
      }
      return new NextActionJson(
          Type.app_invoke, null, ((NextAction.AppInvoke) action).parameters(), null);
    }
  }

  static ProcessingJson of(NextAction action) {
    return new ProcessingJson(
        PaymentState.PROCESSING, action == null ? null : NextActionJson.of(action));
  }
}
