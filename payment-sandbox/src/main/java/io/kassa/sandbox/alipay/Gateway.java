package io.kassa.sandbox.alipay;

import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import io.kassa.sandbox.fault.Call;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.fault.Mishap;
import io.kassa.sandbox.fault.Target;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;

/** The gateway behind {@code https://openapi.alipay.com/gateway.do}, mounted at another place. */
public final class Gateway implements Endpoint {

  private static final String GATEWAY = "/gateway.do";
  private static final String BILL = "/downloadBillFile.resource";

  private final AlipayKeys keys;
  private final SignatureCheck check;
  private final Ordering ordering;
  private final Faults faults;
  private final Clock clock;
  private final Methods methods;

  Gateway(
      AlipayKeys keys,
      Merchants merchants,
      Ordering ordering,
      Methods methods,
      Faults faults,
      Clock clock) {
    this.keys = keys;
    this.check = new SignatureCheck(merchants, keys);
    this.ordering = ordering;
    this.methods = methods;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public Delivery answer(Request request) {
    if (request.path().equals(BILL)) {
      return Delivery.now(methods.bills().download(request));
    }
    if (!request.path().equals(GATEWAY)) {
      return Delivery.now(Answer.empty(404));
    }
    Parameters parameters = Parameters.of(request);
    Reply reply = new Reply(keys, parameters);
    try {
      return route(check.merchant(parameters), parameters, request, reply);
    } catch (GatewayException e) {
      return Delivery.now(reply.of(e));
    }
  }

  private Delivery route(Merchant merchant, Parameters parameters, Request request, Reply reply) {
    String method = parameters.get("method");
    return switch (method) {
      case "alipay.trade.precreate" -> precreate(merchant, parameters, reply);
      case "alipay.trade.wap.pay", "alipay.trade.page.pay" ->
          Delivery.now(payerPage(create(merchant, parameters), request));
      case "alipay.trade.query" -> later(Call.QUERY, merchant, parameters, reply, methods::query);
      case "alipay.trade.close" -> later(Call.CLOSE, merchant, parameters, reply, methods::close);
      case "alipay.trade.cancel" -> later(Call.CLOSE, merchant, parameters, reply, methods::cancel);
      case "alipay.trade.refund" -> refund(merchant, parameters, reply);
      case "alipay.trade.fastpay.refund.query" ->
          later(Call.REFUND_QUERY, merchant, parameters, reply, methods::refundQuery);
      case "alipay.data.dataservice.bill.downloadurl.query" ->
          Delivery.now(reply.signed(methods.bills().url(merchant, Biz.of(parameters), request)));
      case "alipay.open.app.alipaycert.download" ->
          Delivery.now(reply.signed(methods.certificate(Biz.of(parameters))));
      default -> throw GatewayException.arguments("isv.invalid-method", "不存在的方法名");
    };
  }

  private Delivery precreate(Merchant merchant, Parameters parameters, Reply reply) {
    Terms terms = OrderBody.terms(merchant, parameters, clock.instant());
    return strike(
        terms,
        reply,
        () -> {
          Order order = ordering.order(terms);
          return Reply.success()
              .add("out_trade_no", terms.key().outTradeNo())
              .add("qr_code", order.token())
              .build();
        });
  }

  private Delivery strike(Terms terms, Reply reply, Supplier<JsonObject> work) {
    Fault fault = faults.strike(Call.CREATE, Target.of(terms));
    if (fault == Fault.DECLINE) {
      throw GatewayException.business("ACQ.PAYMENT_REQUEST_HAS_RISK", "支付有风险");
    }
    return new Mishap(reply, faults).deliver(fault, () -> reply.signed(work.get()));
  }

  /** A browser's call: the payer is there, so no fault strikes the answer. */
  private Order create(Merchant merchant, Parameters parameters) {
    return ordering.order(OrderBody.terms(merchant, parameters, clock.instant()));
  }

  private static Answer payerPage(Order order, Request request) {
    String root = request.mount().substring(0, request.mount().lastIndexOf('/'));
    return Answer.seeOther(
        root
            + "/payer/index.html?code="
            + URLEncoder.encode(order.token(), StandardCharsets.UTF_8));
  }

  /**
   * The payer's app opens an order string that the merchant's app handed to it.
   *
   * @throws IllegalArgumentException if Alipay's app would refuse it; the message says why
   */
  public Order open(String orderString) {
    Parameters parameters = Parameters.ofOrderString(orderString);
    try {
      Merchant merchant = check.merchant(parameters);
      if (OrderBody.scene(parameters.get("method")).filter(Scene.APP::equals).isEmpty()) {
        throw GatewayException.arguments("isv.invalid-method", "不存在的方法名");
      }
      return create(merchant, parameters);
    } catch (GatewayException e) {
      throw new IllegalArgumentException(e.node().toString(), e);
    }
  }

  private interface Method {
    JsonObject run(Merchant merchant, Biz biz);
  }

  private Delivery later(
      Call call, Merchant merchant, Parameters parameters, Reply reply, Method method) {
    Biz biz = Biz.of(parameters);
    Fault fault =
        methods
            .target(merchant, biz)
            .map(target -> faults.strikeLater(call, target))
            .orElse(Fault.NONE);
    return new Mishap(reply, faults).deliver(fault, () -> reply.signed(method.run(merchant, biz)));
  }

  private Delivery refund(Merchant merchant, Parameters parameters, Reply reply) {
    Methods.Refunded work = methods.refund(merchant, Biz.of(parameters));
    Fault fault = faults.strike(Call.REFUND, work.target());
    return new Mishap(reply, faults).deliver(fault, () -> reply.signed(work.work().get()));
  }
}
