package io.kassa.channel.wechatpay;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.OriginalResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Carries the official library's requests to the loopback instead of the provider. What the library
 * signs and verifies is its own doing. Header names get back the spelling that it insists on.
 */
final class SdkTransport extends AbstractHttpClient {
  private final URI base;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  SdkTransport(Config config, URI base) {
    super(config.createCredential(), config.createValidator());
    this.base = base;
  }

  @Override
  protected OriginalResponse innerExecute(HttpRequest request) {
    URI uri = request.getUri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    java.net.http.HttpRequest.Builder copy =
        java.net.http.HttpRequest.newBuilder(URI.create(base + uri.getRawPath() + query));
    request.getHeaders().getHeaders().forEach(copy::header);
    copy.method(
        request.getHttpMethod().name(),
        request.getBody() instanceof JsonRequestBody json
            ? BodyPublishers.ofString(json.getBody())
            : BodyPublishers.noBody());
    HttpResponse<String> answer = send(copy.build());
    Map<String, String> headers = new HashMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(spelled(name), values.get(0)));
    return new OriginalResponse.Builder()
        .request(request)
        .statusCode(answer.statusCode())
        .headers(headers)
        .contentType("application/json")
        .body(answer.body().isEmpty() ? null : answer.body())
        .build();
  }

  private HttpResponse<String> send(java.net.http.HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String spelled(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("wechatpay-")) {
      return name;
    }
    String last = lower.substring("wechatpay-".length());
    return "Wechatpay-" + last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1);
  }

  @Override
  protected InputStream innerDownload(HttpRequest request) {
    return new ByteArrayInputStream(new byte[0]);
  }

  @Override
  protected String getHttpClientInfo() {
    return "loopback";
  }
}
