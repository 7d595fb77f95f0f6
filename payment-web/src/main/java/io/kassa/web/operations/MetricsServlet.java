package io.kassa.web.operations;

import io.kassa.failure.PaymentException;
import io.kassa.metrics.Meters;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.problem.Problems;
import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code /payment/metrics} for operators' scrapers, in Prometheus' text format. */
@WebServlet(urlPatterns = "/metrics")
public class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @EJB private transient Meters meters;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      byte[] text = meters.text(AccessFilter.caller(request)).getBytes(StandardCharsets.UTF_8);
      response.setContentType("text/plain; version=0.0.4; charset=utf-8");
      response.getOutputStream().write(text);
    } catch (PaymentException refusal) {
      Problems.send(request, response, refusal);
    }
  }
}
