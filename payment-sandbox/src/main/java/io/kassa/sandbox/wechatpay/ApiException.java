package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.http.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A refusal in WeChat Pay's form: a status, a code, a message and, for a field, where it is. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient JsonObject detail;

  ApiException(int status, String code, String message) {
    this(status, code, message, JsonObject.EMPTY_JSON_OBJECT);
  }

  ApiException(int status, String code, String message, JsonObject detail) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  /** A field of the body is wrong. */
  static ApiException parameter(String field, String issue) {
    return new ApiException(
        400,
        "PARAM_ERROR",
        "参数错误",
        Json.createObjectBuilder()
            .add("location", "body")
            .add("field", "/" + field)
            .add("issue", issue)
            .build());
  }

  static ApiException invalid(String message) {
    return new ApiException(400, "INVALID_REQUEST", message);
  }

  static ApiException notFound(String code, String message) {
    return new ApiException(404, code, message);
  }

  Answer answer() {
    JsonObjectBuilder body =
        Json.createObjectBuilder().add("code", code).add("message", getMessage());
    if (!detail.isEmpty()) {
      body.add("detail", detail);
    }
    return Answer.json(status, body.build());
  }
}
