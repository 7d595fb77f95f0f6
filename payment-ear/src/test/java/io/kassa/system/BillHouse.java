package io.kassa.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * A provider that speaks of bills alone, in WeChat Pay's protocol: a signed answer names an address
 * and a hash, the file is written while it is sent. So it can be as long as a test wants.
 */
final class BillHouse implements AutoCloseable {
  private static final String KEY_ID = "PUB_KEY_ID_0000000000000001";
  private static final String NONCE = "0123456789abcdef";
  private static final int KEY_BITS = 2_048;

  private final KeyPair keys;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Consumer<Consumer<String>> bill;
  private final String hash;

  /**
   * @param bill writes the file's lines
   */
  BillHouse(Consumer<Consumer<String>> bill) throws IOException, GeneralSecurityException {
    this.bill = bill;
    hash = hash();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v3/bill/tradebill", this::named);
    server.createContext("/v3/billdownload/file", this::sent);
    server.setExecutor(threads);
    server.start();
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The settings of a merchant of this provider. */
  String settings() {
    return Json.createObjectBuilder()
        .add("baseUrl", base().toString())
        .add("mchid", "1900000001")
        .add("appId", "wx0000000000000001")
        .add("apiV3Key", "0".repeat(32))
        .add("merchantSerial", "0123456789ABCDEF")
        .add("merchantPrivateKey", pem("PRIVATE KEY", merchantKey()))
        .add("platformPublicKeyId", KEY_ID)
        .add("platformPublicKey", pem("PUBLIC KEY", keys.getPublic().getEncoded()))
        .build()
        .toString();
  }

  private static byte[] merchantKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der));
  }

  private void named(HttpExchange exchange) throws IOException {
    byte[] body =
        Json.createObjectBuilder()
            .add("hash_type", "SHA1")
            .add("hash_value", hash)
            .add("download_url", base() + "/v3/billdownload/file?token=made")
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    String seconds = Long.toString(Instant.now().getEpochSecond());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Wechatpay-Timestamp", seconds);
    exchange.getResponseHeaders().add("Wechatpay-Nonce", NONCE);
    exchange.getResponseHeaders().add("Wechatpay-Serial", KEY_ID);
    exchange.getResponseHeaders().add("Wechatpay-Signature", signature(seconds, body));
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      bill.accept(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String signature(String seconds, byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update((seconds + "\n" + NONCE + "\n").getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      signature.update((byte) '\n');
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void sent(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
      bill.accept(
          line -> {
            try {
              out.write(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException gone) {
              throw new UncheckedIOException(gone);
            }
          });
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
