package io.kassa.web.reports;

import io.kassa.failure.PaymentException;
import io.kassa.money.CurrencyCode;
import io.kassa.report.boundary.Reports;
import io.kassa.report.entity.ReportChannel;
import io.kassa.report.entity.ReportGrouping;
import io.kassa.report.entity.ReportPeriod;
import io.kassa.report.entity.ReportQuery;
import io.kassa.web.access.AccessFilter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code /reports}: counts for analysis. */
@Path("/reports")
@ApplicationScoped
public class ReportsResource {
  private static final String CSV = "text/csv";
  private static final String PARQUET = "application/vnd.apache.parquet";

  /** What {@code Accept} chooses from; the first one, if it does not care. */
  private static final List<Variant> FORMATS =
      Variant.mediaTypes(
              MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(CSV), MediaType.valueOf(PARQUET))
          .build();

  @EJB private Reports reports;
  @Context private HttpServletRequest request;

  /** How payments ended in some days: JSON, a table or a Parquet file, by {@code Accept}. */
  @GET
  @Path("/payments")
  @Produces({MediaType.APPLICATION_JSON, CSV, PARQUET})
  public Response payments(
      @QueryParam("from") LocalDate from,
      @QueryParam("to") LocalDate to,
      @QueryParam("per") @DefaultValue("DAY") ReportPeriod per,
      @QueryParam("by") @DefaultValue("MERCHANT_AND_CHANNEL") ReportGrouping by,
      @QueryParam("merchantId") UUID merchantId,
      @QueryParam("channel") ReportChannel channel,
      @QueryParam("currency") String currency,
      @Context Request negotiated) {
    if (currency != null && CurrencyCode.find(currency).isEmpty()) {
      throw PaymentException.invalid("currency", "must be an ISO 4217 code that Kassa takes");
    }
    ReportQuery query =
        new ReportQuery(
            required("from", from), required("to", to), per, by, merchantId, channel, currency);
    return rendered(
        ReportJson.of(reports.payments(AccessFilter.caller(request), query)),
        negotiated.selectVariant(FORMATS).getMediaType().toString());
  }

  private static Response rendered(ReportJson report, String type) {
    return switch (type) {
      case CSV -> file(ReportCsv.of(report.rows()), CSV + ";charset=UTF-8", "csv");
      case PARQUET -> file(ReportParquet.of(report.rows()), PARQUET, "parquet");
      default -> Response.ok(report, MediaType.APPLICATION_JSON).build();
    };
  }

  private static Response file(Object content, String type, String extension) {
    return Response.ok(content, type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payments." + extension + "\"")
        .build();
  }

  private static <T> T required(String name, T value) {
    if (value == null) {
      throw PaymentException.invalid(name, "must be there");
    }
    return value;
  }
}
