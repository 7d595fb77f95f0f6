package io.kassa.web.checkout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The page's files, read once, compressed once, and named by their version. */
final class CheckoutFiles {
  /** Which files there are, and of which type. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("checkout.css", "text/css; charset=utf-8"),
          Map.entry("checkout.js", "text/javascript; charset=utf-8"),
          Map.entry("icon-192.png", "image/png"),
          Map.entry("icon-512.png", "image/png"),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("index.html", "text/html; charset=utf-8"),
          Map.entry("kassa.d.ts", "text/plain; charset=utf-8"),
          Map.entry("kassa.js", "text/javascript; charset=utf-8"),
          Map.entry("manifest.webmanifest", "application/manifest+json"),
          Map.entry("memory.js", "text/javascript; charset=utf-8"),
          Map.entry("offline.html", "text/html; charset=utf-8"),
          Map.entry("package.json", "application/json"),
          Map.entry("qr.js", "text/javascript; charset=utf-8"),
          Map.entry("scene.js", "text/javascript; charset=utf-8"),
          Map.entry("sw.js", "text/javascript; charset=utf-8"),
          Map.entry("view.js", "text/javascript; charset=utf-8"),
          Map.entry("words.js", "text/javascript; charset=utf-8"));

  private static final String VERSION = "@version@";
  private static final int VERSION_CHARS = 12;

  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final String version;

  CheckoutFiles() {
    Map<String, byte[]> raw = new TreeMap<>();
    TYPES.keySet().forEach(name -> raw.put(name, read(name)));
    version = version(raw);
    raw.forEach((name, bytes) -> contents.put(name, content(name, bytes)));
  }

  /** A file as it is sent: plain, and compressed. */
  static final class Content {
    private final String type;
    private final byte[] plain;
    private final byte[] gzip;

    private Content(String type, byte[] plain, byte[] gzip) {
      this.type = type;
      this.plain = plain;
      this.gzip = gzip;
    }

    String type() {
      return type;
    }

    byte[] bytes(boolean compressed) {
      return (compressed ? gzip : plain).clone();
    }
  }

  /** Changes with any of the files. */
  String version() {
    return version;
  }

  /** The file of this name; null if there is none. */
  Content find(String name) {
    return contents.get(name);
  }

  private Content content(String name, byte[] bytes) {
    byte[] named =
        TYPES.get(name).startsWith("image/")
            ? bytes
            : new String(bytes, StandardCharsets.UTF_8)
                .replace(VERSION, version)
                .getBytes(StandardCharsets.UTF_8);
    return new Content(TYPES.get(name), named, gzip(named));
  }

  private static String version(Map<String, byte[]> files) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      files.values().forEach(sha256::update);
      return HexFormat.of().formatHex(sha256.digest()).substring(0, VERSION_CHARS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] read(String name) {
    try (InputStream file = CheckoutFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the checkout page lacks " + name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }
}
