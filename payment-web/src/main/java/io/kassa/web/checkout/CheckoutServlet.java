package io.kassa.web.checkout;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /payment/checkout/{paymentId}}: the page, the same for every payment, and its files. */
@WebServlet(urlPatterns = "/checkout/*")
public class CheckoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Nothing but this origin's own files, and no text that becomes code. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types kassa";

  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String ASKED_AGAIN = "no-cache";
  private static final Pattern PAGE =
      Pattern.compile("/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?");
  private static final Pattern ASSET = Pattern.compile("/assets/([0-9a-f]{12})/([a-z0-9.-]+)");

  private transient CheckoutFiles files;

  @Override
  public void init() {
    files = new CheckoutFiles();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    Matcher asset = ASSET.matcher(path);
    if (PAGE.matcher(path).matches()) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
      send(request, response, files.find("index.html"), "no-store");
    } else if (asset.matches() && asset.group(1).equals(files.version())) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      send(request, response, files.find(asset.group(2)), KEPT);
    } else if (isAtItsOwnAddress(path)) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      send(request, response, files.find(path.substring(1)), ASKED_AGAIN);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** What merchants embed, and what a browser finds without a version. */
  private static boolean isAtItsOwnAddress(String path) {
    return switch (path) {
      case "/kassa.js", "/kassa.d.ts", "/package.json", "/sw.js", "/manifest.webmanifest" -> true;
      default -> false;
    };
  }

  private static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      CheckoutFiles.Content content,
      String caching)
      throws IOException {
    if (content == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    String accepted = Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse("");
    boolean compressed = accepted.contains("gzip");
    response.setContentType(content.type());
    response.setHeader("Cache-Control", caching);
    response.setHeader("Vary", "Accept-Encoding");
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] bytes = content.bytes(compressed);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
