package io.kassa.web.channels;

import io.kassa.access.Caller;
import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.failure.PaymentException;
import io.kassa.payment.boundary.AttemptDecision;
import io.kassa.payment.boundary.Attempts;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import io.kassa.payment.entity.PaymentState;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.LaterAnswer;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;

/** {@code /merchants/{id}/payments/{paymentId}/attempts}: tries at channels, for operators. */
@Path("/merchants/{id}/payments/{paymentId}/attempts")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AttemptsResource {
  @EJB private Attempts attempts;
  @Context private HttpServletRequest request;

  /** What was found out. */
  public enum Outcome {
    PAID,
    CLOSED
  }

  /** The body of {@code POST …/decision}; {@code transactionId} belongs to PAID alone. */
  public record DecisionJson(
      @NotNull Outcome outcome,
      @Size(min = 1, max = 64) @Pattern(regexp = "[!-~]*", message = "must be visible ASCII")
          String transactionId,
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          String note) {
    AttemptDecision decision() {
      if ((outcome == Outcome.PAID) != (transactionId != null)) {
        throw PaymentException.invalid(
            "transactionId", "belongs to the outcome PAID and is required there");
      }
      return new AttemptDecision(transactionId, note);
    }
  }

  /** An attempt as answered. */
  public record AttemptJson(
      UUID id,
      UUID paymentId,
      ChannelName channel,
      Scene scene,
      AttemptState status,
      UUID configurationId,
      String transactionId,
      long amount,
      String currency,
      PaymentState paymentStatus,
      int asks,
      Instant createdAt,
      Instant expiresAt) {
    private static AttemptJson of(Attempt attempt) {
      return new AttemptJson(
          attempt.ref().id(),
          attempt.ref().paymentId(),
          attempt.channel(),
          attempt.scene(),
          attempt.status(),
          attempt.configurationId(),
          attempt.transactionId(),
          attempt.amountMinor(),
          attempt.currency(),
          attempt.paymentStatus(),
          attempt.asks(),
          attempt.createdAt(),
          attempt.expiresAt());
    }
  }

  /** A payment's attempts, oldest first. */
  @GET
  public PageJson<AttemptJson> list(
      @PathParam("id") UUID id, @PathParam("paymentId") UUID paymentId) {
    return new PageJson<>(
        attempts.list(caller(), id, paymentId).stream().map(AttemptJson::of).toList(), null);
  }

  /** Asks the channel now. */
  @POST
  @Path("/{attemptId}/inquiry")
  public void ask(
      @PathParam("id") UUID id,
      @PathParam("paymentId") UUID paymentId,
      @PathParam("attemptId") UUID attemptId,
      @Suspended AsyncResponse answer) {
    LaterAnswer.give(
        answer,
        attempts
            .ask(caller(), new AttemptRef(id, paymentId, attemptId))
            .thenApply(AttemptJson::of));
  }

  /** Decides what became of an attempt whose channel does not say. */
  @POST
  @Path("/{attemptId}/decision")
  public AttemptJson decide(
      @PathParam("id") UUID id,
      @PathParam("paymentId") UUID paymentId,
      @PathParam("attemptId") UUID attemptId,
      DecisionJson body) {
    return AttemptJson.of(
        attempts.decide(caller(), new AttemptRef(id, paymentId, attemptId), body.decision()));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
