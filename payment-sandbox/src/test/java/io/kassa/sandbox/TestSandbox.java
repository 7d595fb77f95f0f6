package io.kassa.sandbox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One sandbox for all tests of this module, and a shop beside it; both end with the JVM. */
final class TestSandbox {

  private static final TestSandbox ONLY = new TestSandbox();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Shop shop = new Shop();
  private final String origin;
  private final JsonObject merchant;

  private TestSandbox() {
    try {
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      connector.open();
      origin = "http://127.0.0.1:" + connector.getLocalPort();
      Path directory = Files.createTempDirectory(Path.of("target"), "sandbox");
      Sandbox sandbox = Sandbox.start(directory, base(), false);
      ServletContextHandler context = new ServletContextHandler("/sandbox");
      sandbox
          .servlets()
          .forEach(
              (path, servlet) -> {
                ServletHolder holder = new ServletHolder(servlet);
                holder.setAsyncSupported(true);
                context.addServlet(holder, path);
              });
      ServletContextHandler market = new ServletContextHandler("/shop");
      market.addServlet(new ServletHolder(shop), "/*");
      server.setHandler(new Handler.Sequence(context, market));
      server.start();
      merchant = object(Files.readString(directory.resolve("sandbox.json")));
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox does not start", e);
    }
  }

  static TestSandbox current() {
    return ONLY;
  }

  String base() {
    return origin + "/sandbox";
  }

  Shop shop() {
    return shop;
  }

  /** Where the shop writes down callbacks of this place. */
  String notifyUrl(String place) {
    return origin + "/shop/" + place;
  }

  JsonObject weChatPay() {
    return merchant.getJsonObject("wechatPay");
  }

  JsonObject alipay() {
    return merchant.getJsonObject("alipay");
  }

  /** A number that no order has yet. */
  static String newNumber() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base() + path)));
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The payer scans this and pays, says no, or does something else. */
  HttpResponse<String> payer(String code, String action) {
    return post(
        "/payer/api/scan",
        Json.createObjectBuilder().add("text", code).add("action", action).build().toString());
  }

  JsonObject control(String body) {
    HttpResponse<String> answer = post("/control", body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return object(answer.body());
  }

  /** The books' only order of this number. */
  JsonObject order(String outTradeNo) {
    return object(get("/books?outTradeNo=" + outTradeNo).body())
        .getJsonArray("orders")
        .getJsonObject(0);
  }
}
