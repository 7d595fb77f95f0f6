package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.event.boundary.Events;
import io.kassa.failure.PaymentException;
import io.kassa.payment.boundary.Payments;
import io.kassa.trace.Trace;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Links;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;

/** {@code /payments/{id}/events}: a payment's events as they happen. */
@Path("/payments/{id}/events")
@ApplicationScoped
public class PaymentEventsResource {
  @EJB private Payments payments;
  @EJB private Events events;
  @Inject private Links links;
  @Inject private OpenStreams open;
  @Context private HttpServletRequest request;

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  /**
   * Streams the events behind {@code Last-Event-ID} until the payment is final; no thread waits
   * (HTML Living Standard, section 9.2).
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(
      @PathParam("id") UUID id,
      @HeaderParam("Last-Event-ID") String last,
      @Context SseEventSink sink,
      @Context Sse sse) {
    Caller caller = AccessFilter.caller(request);
    int sequence = sequence(last);
    payments.get(caller, id);
    open.enter(id);
    PaymentStream stream =
        new PaymentStream(
            new PaymentStream.Sources(payments, events, links),
            Trace.across(executor),
            new PaymentStream.Listener(caller, id, sink, sse),
            sequence);
    stream.run().whenComplete((end, failure) -> open.leave(id));
  }

  private static int sequence(String last) {
    if (last == null) {
      return 0;
    }
    if (last.matches("0|[1-9][0-9]{0,8}")) {
      return Integer.parseInt(last);
    }
    throw PaymentException.invalid("Last-Event-ID", "must be a sequence that this stream sent");
  }
}
