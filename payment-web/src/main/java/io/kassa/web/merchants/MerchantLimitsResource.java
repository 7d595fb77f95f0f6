package io.kassa.web.merchants;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.boundary.MerchantLimits;
import io.kassa.merchant.entity.AmountLimit;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** {@code /merchants/{id}/limits}: how much a merchant may create. */
@Path("/merchants/{id}/limits")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class MerchantLimitsResource {
  /** What a JSON number holds exactly in every client. */
  private static final long MOST = 9_007_199_254_740_991L;

  @EJB private MerchantLimits limits;
  @Context private HttpServletRequest request;

  /** The body of {@code PUT}; what is left out is not limited. */
  public record NewLimitJson(@Min(1) @Max(MOST) Long perPayment, @Min(1) @Max(MOST) Long perDay) {}

  /** The limits of one currency. */
  public record LimitJson(String currency, Long perPayment, Long perDay) {
    private static LimitJson of(AmountLimit limit) {
      return new LimitJson(limit.currency(), limit.perPaymentMinor(), limit.perDayMinor());
    }
  }

  /** A merchant's limits. */
  @GET
  public PageJson<LimitJson> list(@PathParam("id") UUID id) {
    return new PageJson<>(limits.list(caller(), id).stream().map(LimitJson::of).toList(), null);
  }

  /** Sets the limits of one currency. */
  @PUT
  @Path("/{currency}")
  public LimitJson set(
      @PathParam("id") UUID id, @PathParam("currency") String currency, NewLimitJson body) {
    if (body.perPayment() == null && body.perDay() == null) {
      throw PaymentException.invalid("$", "must hold perPayment or perDay");
    }
    return LimitJson.of(
        limits.set(caller(), id, new AmountLimit(currency, body.perPayment(), body.perDay())));
  }

  /** Removes the limits of one currency. */
  @DELETE
  @Path("/{currency}")
  public Response remove(@PathParam("id") UUID id, @PathParam("currency") String currency) {
    limits.remove(caller(), id, currency);
    return Response.noContent().build();
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
