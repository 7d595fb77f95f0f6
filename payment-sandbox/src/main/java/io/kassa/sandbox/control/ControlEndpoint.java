package io.kassa.sandbox.control;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.fault.Conduct;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.Request;
import io.kassa.sandbox.wechatpay.PlatformKeys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** {@code /control}: switches for tests, and new merchants. */
public final class ControlEndpoint implements Endpoint {

  private final Books books;
  private final Faults faults;
  private final PlatformKeys wechatPayKeys;
  private final Enrolment enrolment;

  public ControlEndpoint(
      Books books, Faults faults, PlatformKeys wechatPayKeys, Enrolment enrolment) {
    this.books = books;
    this.faults = faults;
    this.wechatPayKeys = wechatPayKeys;
    this.enrolment = enrolment;
  }

  @Override
  public Delivery answer(Request request) {
    try {
      return Delivery.now(route(request));
    } catch (IllegalArgumentException e) {
      return Delivery.now(
          Answer.json(400, Json.createObjectBuilder().add("error", e.getMessage()).build()));
    }
  }

  private Answer route(Request request) {
    boolean post = request.method().equals("POST");
    if (request.path().equals("/merchants") && post) {
      String name =
          io.kassa.sandbox.http.Json.text(body(request), "name")
              .orElseThrow(() -> new IllegalArgumentException("name is missing"));
      return Answer.json(201, enrolment.enrol(name));
    }
    if (!request.path().isEmpty()) {
      return Answer.empty(404);
    }
    if (post) {
      change(body(request));
    }
    return Answer.json(200, state());
  }

  private static JsonObject body(Request request) {
    return io.kassa.sandbox.http.Json.object(request.body())
        .orElseThrow(() -> new IllegalArgumentException("no JSON object"));
  }

  /** Two switches act at once and are off again; the rest is the new conduct. */
  private void change(JsonObject body) {
    Conduct next = ConductJson.changed(faults.conduct(), body);
    if (isTrue(body, "clear")) {
      books.clear();
      faults.clear();
    }
    if (isTrue(body, "rotateCertificates")) {
      wechatPayKeys.rotate();
    }
    faults.conduct(next);
  }

  private static boolean isTrue(JsonObject body, String name) {
    return JsonValue.TRUE.equals(body.get(name));
  }

  private JsonObject state() {
    return Json.createObjectBuilder(ConductJson.of(faults.conduct()))
        .add("platformCertificateSerial", wechatPayKeys.certificate().serial())
        .build();
  }
}
