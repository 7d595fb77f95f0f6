package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.fault.Spoiling;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Request;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * Signs replies: with the key whose serial the merchant sent, or else with the one that callbacks
 * are signed with.
 */
final class ReplySigner implements Spoiling {

  private final PlatformKeys keys;
  private final PlatformKeys.Signer signer;
  private final Clock clock;

  private ReplySigner(PlatformKeys keys, PlatformKeys.Signer signer, Clock clock) {
    this.keys = keys;
    this.signer = signer;
    this.clock = clock;
  }

  static ReplySigner of(PlatformKeys keys, Faults faults, Clock clock, Request request) {
    // Who asks for certificates may have none yet, and checks the reply with what it brings.
    boolean certificate =
        faults.conduct().certificates() || request.path().equals("/v3/certificates");
    PlatformKeys.Signer otherwise = certificate ? keys.certificate() : keys.publicKey();
    return new ReplySigner(
        keys, keys.known(request.header(Signed.SERIAL).orElse(""), otherwise), clock);
  }

  Answer sign(Answer answer) {
    return sign(answer, signer);
  }

  private Answer sign(Answer answer, PlatformKeys.Signer as) {
    Answer signed = answer.with("Request-ID", UUID.randomUUID().toString());
    for (Map.Entry<String, String> header :
        Signed.headers(as, clock.instant(), answer.text()).entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    return signed;
  }

  @Override
  public Answer systemError() {
    return sign(new ApiException(500, "SYSTEM_ERROR", "系统异常，请稍后重试").answer());
  }

  @Override
  public Answer badlySigned(Answer answer) {
    return sign(answer, keys.stranger(signer));
  }

  @Override
  public Answer probing(Answer answer) {
    return answer.with(
        Signed.SIGNATURE, Signed.PROBE + answer.headers().getOrDefault(Signed.SIGNATURE, ""));
  }
}
