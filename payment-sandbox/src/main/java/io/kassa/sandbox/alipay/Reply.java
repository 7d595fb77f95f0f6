package io.kassa.sandbox.alipay;

import io.kassa.sandbox.fault.Spoiling;
import io.kassa.sandbox.http.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.Charset;

/**
 * Writes replies: a node named after the method, and beside it the signature over that node's very
 * text. Slashes are escaped, as Alipay does, so that who parses and writes it again finds another
 * text.
 */
final class Reply implements Spoiling {

  private final AlipayKeys keys;
  private final String method;
  private final Charset charset;
  private final boolean certificates;

  Reply(AlipayKeys keys, Parameters parameters) {
    this.keys = keys;
    this.method = parameters.get("method");
    this.charset = parameters.charset();
    this.certificates = !parameters.get("app_cert_sn").isEmpty();
  }

  static JsonObjectBuilder success() {
    return Json.createObjectBuilder().add("code", "10000").add("msg", "Success");
  }

  Answer signed(JsonObject node) {
    String text = text(node);
    return answer(text, keys.sign(text, charset));
  }

  Answer of(GatewayException e) {
    return e.signed() ? signed(e.node()) : answer(text(e.node()), "");
  }

  private static String text(JsonObject node) {
    return node.toString().replace("/", "\\/");
  }

  private Answer answer(String text, String sign) {
    StringBuilder body = new StringBuilder("{\"").append(name()).append("\":").append(text);
    if (certificates) {
      body.append(",\"alipay_cert_sn\":\"").append(keys.certSn()).append('"');
    }
    if (!sign.isEmpty()) {
      body.append(",\"sign\":\"").append(sign).append('"');
    }
    return Answer.bytes(
        200,
        "text/html;charset=" + charset.name().toLowerCase(java.util.Locale.ROOT),
        body.append('}').toString().getBytes(charset));
  }

  private String name() {
    return method.isEmpty() ? "error_response" : method.replace('.', '_') + "_response";
  }

  @Override
  public Answer systemError() {
    return signed(GatewayException.node("20000", "aop.ACQ.SYSTEM_ERROR", "系统繁忙，请稍后再试").build());
  }

  @Override
  public Answer badlySigned(Answer answer) {
    String body = new String(answer.body(), charset);
    String forged = keys.forge(body, charset);
    return Answer.bytes(
        answer.status(),
        answer.headers().get("Content-Type"),
        body.replaceFirst("\"sign\":\"[^\"]*\"", "\"sign\":\"" + forged + "\"").getBytes(charset));
  }

  /** Alipay has no probes. */
  @Override
  public Answer probing(Answer answer) {
    return badlySigned(answer);
  }
}
