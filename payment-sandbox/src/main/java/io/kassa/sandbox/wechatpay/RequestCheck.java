package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.http.Request;
import io.kassa.sandbox.keys.Rsa;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/**
 * Believes a request or refuses it.
 *
 * <p>The signed path is the one behind the mount, {@code /v3/…}, as it is at the provider, whose
 * API has no prefix. A client that signs what it sends, prefix included, is believed as well: that
 * is what comes of following a {@code download_url}.
 */
final class RequestCheck {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Merchants merchants;
  private final Clock clock;

  RequestCheck(Merchants merchants, Clock clock) {
    this.merchants = merchants;
    this.clock = clock;
  }

  /** The merchant who sent it. */
  Merchant merchant(Request request) {
    Authorization claim =
        request
            .header("Authorization")
            .flatMap(Authorization::parse)
            .orElseThrow(() -> refusal(request, "Http头Authorization值格式错误"));
    Duration age =
        Duration.between(java.time.Instant.ofEpochSecond(claim.timestamp()), clock.instant());
    if (age.abs().compareTo(TOLERANCE) > 0) {
      throw refusal(request, "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
    }
    Merchant merchant = merchants.find(claim.mchid()).orElseThrow(() -> refusal(request, "商户号不存在"));
    if (!merchant.serial().equals(claim.serial())) {
      throw refusal(request, "商户证书序列号有误");
    }
    if (!signed(request, claim, merchant, request.target())
        && !signed(request, claim, merchant, request.mount() + request.target())) {
      throw refusal(request, "错误的签名，验签失败");
    }
    return merchant;
  }

  private static boolean signed(
      Request request, Authorization claim, Merchant merchant, String target) {
    return Rsa.verifies(
        merchant.publicKey(),
        message(request, claim, target),
        claim.signature(),
        StandardCharsets.UTF_8);
  }

  private static String message(Request request, Authorization claim, String target) {
    return "%s\n%s\n%d\n%s\n%s\n"
        .formatted(request.method(), target, claim.timestamp(), claim.nonce(), request.body());
  }

  private static ApiException refusal(Request request, String message) {
    JsonObject detail =
        Json.createObjectBuilder()
            .add("field", "signature")
            .add("location", "authorization")
            .add("issue", "sign not match")
            .add(
                "sign_information",
                Json.createObjectBuilder()
                    .add("method", request.method())
                    .add("url", request.target()))
            .build();
    return new ApiException(401, "SIGN_ERROR", message, detail);
  }
}
