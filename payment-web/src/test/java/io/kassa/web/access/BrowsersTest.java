package io.kassa.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsersTest {
  private static final String OWN = "https://pay.example";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // a program, and our own pages
        "-, -, application/json, false",
        "-, -, -, false",
        "-, -, Application/JSON; charset=utf-8, false",
        "https://pay.example, same-origin, application/json, false",
        "https://pay.example, same-origin, -, false",
        "-, none, application/json, false",
        "https://pay.example, -, application/json ;charset=utf-8, false",
        // another site, a neighbour below the same domain, an opaque origin
        "https://evil.example, cross-site, application/json, true",
        "https://evil.example, -, -, true",
        "-, cross-site, -, true",
        "-, same-site, application/json, true",
        "https://www.pay.example, same-site, application/json, true",
        "null, -, application/json, true",
        "null, cross-site, -, true",
        "http://pay.example, -, application/json, true",
        "https://pay.example:8443, -, application/json, true",
        "https://pay.example.evil.example, -, application/json, true",
        "-, Same-Origin, application/json, true",
        "https://pay.example, cross-site, application/json, true",
        "https://evil.example, same-origin, application/json, true",
        // what a form sends, and what only begins like JSON
        "-, -, text/plain, true",
        "-, -, application/x-www-form-urlencoded, true",
        "-, -, multipart/form-data; boundary=x, true",
        "-, -, application/jsonp, true",
        "-, -, application/json-seq, true",
        "-, -, text/plain; application/json, true",
        "-, -, '', true"
      })
  void changeOfAForeignPageIsRefused(String origin, String site, String type, boolean refused) {
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
      assertThat(isRefused(method, origin, site, type)).as(method).isEqualTo(refused);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void readingIsNobodysChange(String method) {
    assertThat(isRefused(method, "https://evil.example", "cross-site", "text/plain")).isFalse();
  }

  @Test
  void methodThatIsNotKnownCountsAsAChange() {
    assertThat(isRefused("get", "https://evil.example", "cross-site", null)).isTrue();
    assertThat(isRefused("PURGE", "https://evil.example", "cross-site", null)).isTrue();
  }

  private static boolean isRefused(String method, String origin, String site, String type) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Origin", origin);
    headers.put("Sec-Fetch-Site", site);
    try {
      Browsers.refuseForeignChange(request(method, type, headers), OWN);
      return false;
    } catch (PaymentException refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
      return true;
    }
  }

  /** A request that knows its method, type and headers, and nothing else. */
  private static HttpServletRequest request(
      String method, String type, Map<String, String> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BrowsersTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getContentType" -> type;
                  case "getHeader" -> headers.get((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }
}
