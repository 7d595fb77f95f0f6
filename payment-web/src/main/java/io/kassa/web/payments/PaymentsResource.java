package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.RequestKey;
import io.kassa.payment.boundary.ConfirmAnswer;
import io.kassa.payment.boundary.Confirmations;
import io.kassa.payment.boundary.PaymentView;
import io.kassa.payment.boundary.Payments;
import io.kassa.payment.entity.PaymentSearch;
import io.kassa.payment.entity.PaymentState;
import io.kassa.trace.Trace;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.access.ClientAddress;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.IdempotencyKey;
import io.kassa.web.platform.LaterAnswer;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** {@code /payments}: parse, call {@link Payments}, render. */
@Path("/payments")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PaymentsResource {
  private static final int LONGEST_WAIT_SECONDS = 30;
  private static final String LIST = "payments";

  @EJB private Payments payments;
  @EJB private Confirmations confirmations;
  @Inject private ClientAddress clients;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  /** Creates a payment; 200 instead of 201 for what was created before. */
  @POST
  public Response create(NewPaymentJson body) {
    Created<PaymentView> created =
        payments.create(caller(), body.command(), IdempotencyKey.of(request));
    PaymentJson json = PaymentJson.of(created.value(), links);
    return IdempotencyKey.createdOrFound(created, links.payment(json.id()), json);
  }

  /** A page of the merchant's payments, newest first. */
  @GET
  public PageJson<PaymentJson> list(
      @QueryParam("orderId") String orderId,
      @QueryParam("status") PaymentState status,
      @QueryParam("createdFrom") Instant createdFrom,
      @QueryParam("createdTo") Instant createdTo,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Caller caller = caller();
    UUID owner = caller.merchantId();
    UUID before = cursor == null ? null : Cursor.parse(cursor, LIST, owner).id();
    PaymentSearch search =
        new PaymentSearch(orderId, status, createdFrom, createdTo, before, limit.value() + 1);
    return PageJson.of(
        payments.list(caller, search),
        limit.value(),
        payment -> PaymentJson.of(payment, links),
        payment -> new Cursor(payment.createdAt(), payment.id()).text(LIST, owner));
  }

  /** One payment; with {@code wait}, as soon as it is final or the seconds are over. */
  @GET
  @Path("/{id}")
  public void get(
      @PathParam("id") UUID id,
      @QueryParam("wait") @DefaultValue("0") int wait,
      @Suspended AsyncResponse answer) {
    if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
      throw PaymentException.invalid("wait", "must be between 0 and " + LONGEST_WAIT_SECONDS);
    }
    Caller caller = caller();
    if (wait == 0) {
      answer.resume(PaymentJson.of(payments.get(caller, id), links));
      return;
    }
    LaterAnswer.give(
        answer,
        payments
            .ended(caller, id, Duration.ofSeconds(wait))
            .thenApplyAsync(
                ended -> PaymentJson.of(payments.get(caller, id), links), Trace.across(executor)));
  }

  /** Confirms with the payment key; 202 while a channel works on it. */
  @POST
  @Path("/{id}/confirmation")
  public void confirm(
      @PathParam("id") UUID id, ConfirmationRequestJson body, @Suspended AsyncResponse answer) {
    LaterAnswer.give(
        answer,
        confirmations
            .confirm(caller(), id, body.command(clients.of(request).toString()))
            .thenApply(this::answer));
  }

  /** The confirmation of a payment that succeeded. */
  @GET
  @Path("/{id}/confirmation")
  public ConfirmationJson confirmation(@PathParam("id") UUID id) {
    return ConfirmationJson.of(confirmations.get(caller(), id), links);
  }

  /** Cancels a payment that nobody confirmed; what is open at a channel is closed first. */
  @POST
  @Path("/{id}/cancellation")
  public void cancel(@PathParam("id") UUID id, @Suspended AsyncResponse answer) {
    Caller caller = caller();
    RequestKey key = IdempotencyKey.of(request);
    LaterAnswer.give(
        answer,
        confirmations
            .letGo(caller, id)
            .thenApplyAsync(
                closed -> {
                  Created<PaymentView> canceled = payments.cancel(caller, id, key);
                  return IdempotencyKey.done(canceled, PaymentJson.of(canceled.value(), links));
                },
                Trace.across(executor)));
  }

  private Response answer(ConfirmAnswer answer) {
    if (answer instanceof ConfirmAnswer.Confirmed confirmed) {
      return Response.ok(ConfirmationJson.of(confirmed.confirmation(), links)).build();
    }
    return Response.accepted(ProcessingJson.of(((ConfirmAnswer.Processing) answer).nextAction()))
        .build();
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
