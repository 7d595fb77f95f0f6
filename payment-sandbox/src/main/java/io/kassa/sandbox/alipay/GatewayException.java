package io.kassa.sandbox.alipay;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A refusal in Alipay's form: a code of the gateway, and a code of the business. */
final class GatewayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String subCode;
  private final boolean signed;

  private GatewayException(String code, String subCode, String message, boolean signed) {
    super(message);
    this.code = code;
    this.subCode = subCode;
    this.signed = signed;
  }

  /** The call is understood and refused. */
  static GatewayException business(String subCode, String message) {
    return new GatewayException("40004", subCode, message, true);
  }

  /** A parameter is wrong. */
  static GatewayException parameter(String name) {
    return business("ACQ.INVALID_PARAMETER", "参数无效：" + name);
  }

  /** The call is not believed; nobody knows for whom to sign the answer. */
  static GatewayException arguments(String subCode, String message) {
    return new GatewayException("40002", subCode, message, false);
  }

  static GatewayException missing(String subCode, String message) {
    return new GatewayException("40001", subCode, message, false);
  }

  /** Whether the reply is signed. */
  boolean signed() {
    return signed;
  }

  JsonObject node() {
    return node(code, subCode, getMessage()).build();
  }

  static JsonObjectBuilder node(String code, String subCode, String message) {
    return Json.createObjectBuilder()
        .add("code", code)
        .add(
            "msg",
            switch (code) {
              case "40001" -> "Missing Required Arguments";
              case "40002" -> "Invalid Arguments";
              case "20000" -> "Service Currently Unavailable";
              default -> "Business Failed";
            })
        .add("sub_code", subCode)
        .add("sub_msg", message);
  }
}
