package io.kassa.web.docs;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The page and the few files of Swagger UI that it needs. */
@WebServlet(urlPatterns = {"/docs", "/docs/*"})
public class DocsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** The library styles its elements in place; scripts come as files, and calls stay here. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
  private static final String ABOUT_LIBRARY =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** Names of the library's files with their types; all others stay unserved. */
  private static final Map<String, String> LIBRARY_FILES =
      Map.of(
          "swagger-ui.css", STYLE,
          "swagger-ui-bundle.js", SCRIPT,
          "favicon-32x32.png", "image/png");

  private String version;

  @Override
  public void init() {
    Properties about = new Properties();
    try (InputStream file = open(ABOUT_LIBRARY)) {
      about.load(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
    version = about.getProperty("version");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = Optional.ofNullable(request.getPathInfo()).orElse("");
    String file = name.isEmpty() ? "" : name.substring(1);
    if (name.isEmpty()) {
      response.setHeader("Content-Security-Policy", POLICY);
      send(response, "index.html", HTML);
    } else if (file.equals("docs.js")) {
      send(response, "docs.js", SCRIPT);
    } else if (LIBRARY_FILES.containsKey(file)) {
      send(response, LIBRARY + version + "/" + file, LIBRARY_FILES.get(file));
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void send(HttpServletResponse response, String resource, String type)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-cache");
    try (InputStream file = open(resource)) {
      file.transferTo(response.getOutputStream());
    }
  }

  private static InputStream open(String resource) {
    InputStream file = DocsServlet.class.getResourceAsStream(resource);
    if (file == null) {
      throw new IllegalStateException("the page of the contract lacks " + resource);
    }
    return file;
  }
}
