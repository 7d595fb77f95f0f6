package io.kassa.web.channels;

import io.kassa.channel.ChannelName;
import io.kassa.channel.NoticeAnswer;
import io.kassa.channel.NoticeRequest;
import io.kassa.failure.PaymentException;
import io.kassa.payment.boundary.ChannelNotices;
import io.kassa.web.json.BodyBuffer;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Where providers send their notices, each in its own form. Nobody proves anything at the door: the
 * provider's signature over the raw bytes is the proof.
 */
@Path("/channels/{channel}/notifications/{configurationId}")
@ApplicationScoped
public class NotificationsResource {
  private static final Map<String, ChannelName> NAMES =
      Map.of("wechat-pay", ChannelName.WECHAT_PAY, "alipay", ChannelName.ALIPAY);

  @EJB private ChannelNotices notices;
  @Context private HttpServletRequest request;

  /** Takes a notice, or lets it come again. */
  @POST
  @Consumes(MediaType.WILDCARD)
  public Response take(
      @PathParam("channel") String channel, @PathParam("configurationId") UUID configurationId) {
    ChannelName name = NAMES.get(channel);
    if (name == null) {
      throw PaymentException.notFound();
    }
    NoticeAnswer answer = notices.take(name, configurationId, notice());
    Response.ResponseBuilder response = Response.status(answer.statusCode());
    return answer.contentType() == null
        ? response.build()
        : response.type(answer.contentType()).entity(answer.body()).build();
  }

  private NoticeRequest notice() {
    Map<String, String> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      Collections.list(request.getHeaders(name))
          .forEach(value -> headers.put(name.toLowerCase(Locale.ROOT), value));
    }
    return NoticeRequest.of(headers, request.getContentType(), BodyBuffer.bytesOf(request));
  }
}
