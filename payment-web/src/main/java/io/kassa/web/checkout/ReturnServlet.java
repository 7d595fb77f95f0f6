package io.kassa.web.checkout;

import io.kassa.payment.boundary.Payments;
import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code /payment/checkout/return/{paymentId}}: leads to the merchant's {@code returnUrl}, or
 * answers 404. A redirect, so that no script of another site reads where it leads.
 */
@WebServlet(urlPatterns = "/checkout/return/*")
public class ReturnServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern ID = Pattern.compile("/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @EJB private transient Payments payments;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    Optional<URI> way =
        ID.matcher(path).matches()
            ? payments.wayBack(UUID.fromString(path.substring(1)))
            : Optional.empty();
    if (way.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", way.get().toASCIIString());
    response.setHeader("Cache-Control", "no-store");
  }
}
