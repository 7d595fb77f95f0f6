package io.kassa.web.ledger;

import io.kassa.access.Caller;
import io.kassa.channel.ChannelName;
import io.kassa.ledger.boundary.Fees;
import io.kassa.ledger.entity.FeeSchedule;
import io.kassa.ledger.entity.NewFee;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;

/** {@code /merchants/{id}/fees}: what a merchant pays per payment. */
@Path("/merchants/{id}/fees")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class FeesResource {
  private static final int WHOLE = 1_000_000;
  private static final long MOST = 999_999_999_999L;

  @EJB private Fees fees;
  @Context private HttpServletRequest request;

  /** The body of {@code PUT}. */
  public record NewFeeJson(
      @NotNull @Min(0) @Max(WHOLE) Integer ratePpm,
      @NotNull @Min(0) @Max(MOST) Long fixed,
      Instant effectiveFrom) {}

  /** A schedule as answered. */
  public record FeeJson(
      UUID id,
      ChannelName channel,
      String currency,
      int ratePpm,
      long fixed,
      Instant effectiveFrom,
      Instant createdAt) {
    private static FeeJson of(FeeSchedule schedule) {
      return new FeeJson(
          schedule.id(),
          schedule.channel(),
          schedule.currency(),
          schedule.ratePpm(),
          schedule.fixedMinor(),
          schedule.effectiveFrom(),
          schedule.createdAt());
    }
  }

  /** A merchant's schedules, past, present and future. */
  @GET
  public PageJson<FeeJson> list(@PathParam("id") UUID id) {
    return new PageJson<>(fees.list(caller(), id).stream().map(FeeJson::of).toList(), null);
  }

  /** Sets the fee of a channel and currency from a time on. */
  @PUT
  @Path("/{channel}/{currency}")
  public FeeJson set(
      @PathParam("id") UUID id,
      @PathParam("channel") ChannelName channel,
      @PathParam("currency") String currency,
      NewFeeJson body) {
    return FeeJson.of(
        fees.set(
            caller(),
            id,
            new NewFee(channel, currency, body.ratePpm(), body.fixed(), body.effectiveFrom())));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
