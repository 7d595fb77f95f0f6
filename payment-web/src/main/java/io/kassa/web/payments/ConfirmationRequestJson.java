package io.kassa.web.payments;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import io.kassa.payment.boundary.ConfirmPayment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code POST /payments/{id}/confirmation}. */
public record ConfirmationRequestJson(
    @NotNull ChannelName channel, Scene scene, @Valid PayerJson payer, @Valid BuyerJson invoice) {

  /** What only the channel knows of the payer. */
  public record PayerJson(@NotNull @Size(min = 1, max = 128) String openid) {

    /** Without the person, since validators and servers print what they look at. */
    @Override
    public String toString() {
      return "PayerJson[…]";
    }
  }

  /**
   * What the phone asks for.
   *
   * @param address the phone's
   */
  ConfirmPayment command(String address) {
    if (channel == ChannelName.BALANCE) {
      List<FieldError> unused = new ArrayList<>();
      if (scene != null) {
        unused.add(new FieldError("scene", "is not used by the channel BALANCE"));
      }
      if (payer != null) {
        unused.add(new FieldError("payer", "is not used by the channel BALANCE"));
      }
      if (!unused.isEmpty()) {
        throw PaymentException.invalid(unused);
      }
    }
    return new ConfirmPayment(
        channel,
        scene == null ? Scene.NATIVE : scene,
        payer == null ? null : payer.openid(),
        address,
        invoice != null,
        invoice == null ? null : invoice.buyer());
  }
}
