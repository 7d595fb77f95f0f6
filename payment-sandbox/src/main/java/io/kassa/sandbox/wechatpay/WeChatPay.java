package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.bill.BillShelf;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderKey;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import io.kassa.sandbox.callback.Courier;
import io.kassa.sandbox.fault.Call;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.fault.Mishap;
import io.kassa.sandbox.fault.Target;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.Request;
import io.kassa.sandbox.payer.Payers;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API behind {@code https://api.mch.weixin.qq.com}, mounted at another place. */
public final class WeChatPay implements Endpoint {

  private static final String TRANSACTIONS = "/v3/pay/transactions/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final Pattern CREATE =
      Pattern.compile("POST " + TRANSACTIONS + "(native|jsapi|app|h5)");
  private static final Pattern QUERY =
      Pattern.compile("GET " + TRANSACTIONS + "(out-trade-no|id)/([^/]+)");
  private static final Pattern CLOSE =
      Pattern.compile("POST " + TRANSACTIONS + "out-trade-no/([^/]+)/close");
  private static final Pattern REFUND_QUERY = Pattern.compile("GET " + REFUNDS + "/([^/]+)");
  private static final String H5_PAGE = "/cgi-bin/mmpayweb-bin/checkmweb";

  private final Books books;
  private final Faults faults;
  private final Clock clock;
  private final PlatformKeys keys;
  private final RequestCheck check;
  private final Prepay prepay;
  private final Refunds refunds;
  private final Bills bills;
  private final Certificates certificates;

  /**
   * @param books where orders are kept
   * @param payers who pays them
   */
  public WeChatPay(Books books, Numbers numbers, Payers payers, Faults faults, Platform platform) {
    this.books = books;
    this.faults = faults;
    this.clock = platform.clock();
    this.keys = platform.keys();
    this.check = new RequestCheck(platform.merchants(), clock);
    this.prepay = new Prepay(books, numbers, payers);
    this.refunds = new Refunds(books, payers, clock);
    this.bills = new Bills(books, new BillShelf(clock), faults, clock);
    this.certificates = new Certificates(keys);
    payers.register(
        Provider.WECHAT_PAY,
        new Notices(platform.merchants(), keys, platform.courier(), faults, clock));
  }

  /** What WeChat Pay is made of. */
  public record Platform(Merchants merchants, PlatformKeys keys, Courier courier, Clock clock) {}

  @Override
  public Delivery answer(Request request) {
    if (request.path().equals(H5_PAGE)) {
      return Delivery.now(payerPage(request));
    }
    ReplySigner signer = ReplySigner.of(keys, faults, clock, request);
    try {
      return route(check.merchant(request), request, signer);
    } catch (ApiException e) {
      return Delivery.now(signer.sign(e.answer()));
    }
  }

  /** Where a phone's browser arrives with an {@code h5_url}. */
  private static Answer payerPage(Request request) {
    String root = request.mount().substring(0, request.mount().lastIndexOf('/'));
    return Answer.seeOther(root + "/payer/index.html?" + request.query());
  }

  private Delivery route(Merchant merchant, Request request, ReplySigner signer) {
    String line = request.method() + " " + request.path();
    Matcher match = CREATE.matcher(line);
    if (match.matches()) {
      return create(merchant, match.group(1), request, signer);
    }
    match = QUERY.matcher(line);
    if (match.matches()) {
      return query(merchant, match.group(1).equals("id"), match.group(2), request, signer);
    }
    match = CLOSE.matcher(line);
    if (match.matches()) {
      return close(merchant, match.group(1), request, signer);
    }
    match = REFUND_QUERY.matcher(line);
    if (match.matches()) {
      return refundQuery(merchant, match.group(1), signer);
    }
    return switch (line) {
      case "POST " + REFUNDS -> refund(merchant, request, signer);
      case "GET /v3/certificates" -> Delivery.now(signer.sign(certificates.list(merchant)));
      case "GET /v3/bill/tradebill" -> Delivery.now(signer.sign(bills.trade(merchant, request)));
      case "GET /v3/bill/fundflowbill" ->
          Delivery.now(signer.sign(bills.fundFlow(merchant, request)));
      case "GET " + Bills.DOWNLOAD -> Delivery.now(bills.download(request));
      default -> throw ApiException.notFound("RESOURCE_NOT_EXISTS", "请求的资源不存在");
    };
  }

  private Delivery create(Merchant merchant, String scene, Request request, ReplySigner signer) {
    Terms terms =
        PrepayBody.terms(
            merchant,
            Scene.valueOf(scene.toUpperCase(Locale.ROOT)),
            request.body(),
            clock.instant());
    Fault fault = faults.strike(Call.CREATE, Target.of(terms));
    if (fault == Fault.DECLINE) {
      throw new ApiException(403, "RULE_LIMIT", "业务规则限制：该笔交易存在风险，已被拒绝");
    }
    return deliver(fault, signer, () -> prepay.create(terms, request));
  }

  private Delivery query(
      Merchant merchant, boolean byId, String number, Request request, ReplySigner signer) {
    requireOwn(merchant, request.queryParameters().getOrDefault("mchid", ""));
    Order order =
        (byId
                ? books
                    .findByTransaction(Provider.WECHAT_PAY, merchant.mchid(), number)
                    .filter(Transactions::isPaid)
                : books.find(key(merchant, number)))
            .orElseThrow(() -> ApiException.notFound("ORDER_NOT_EXIST", "订单不存在"));
    return deliver(
        faults.strikeLater(Call.QUERY, Target.of(order.terms())),
        signer,
        () -> Answer.json(200, Transactions.json(order, clock.instant())));
  }

  private Delivery close(Merchant merchant, String number, Request request, ReplySigner signer) {
    Fields fields = new Fields(Fields.body(request.body()), "");
    requireOwn(merchant, fields.text("mchid", 32));
    OrderKey key = key(merchant, number);
    Target target = books.find(key).map(order -> Target.of(order.terms())).orElse(Target.of(key));
    return deliver(faults.strikeLater(Call.CLOSE, target), signer, () -> close(key));
  }

  /** A number that is not known is answered like one that is: the provider does so as well. */
  private Answer close(OrderKey key) {
    try {
      books.find(key).ifPresent(order -> order.close(clock.instant()));
    } catch (RefusedException e) {
      throw new ApiException(400, "ORDERPAID", "该订单已支付");
    }
    return Answer.empty(204);
  }

  private Delivery refund(Merchant merchant, Request request, ReplySigner signer) {
    RefundBody body = RefundBody.of(merchant, books, request.body());
    Fault fault =
        faults.strike(
            Call.REFUND,
            Target.of(body.order(), body.request().refundNo(), body.request().amountMinor()));
    return deliver(fault, signer, () -> refunds.create(body, fault));
  }

  private Delivery refundQuery(Merchant merchant, String number, ReplySigner signer) {
    Answer answer = refunds.query(merchant, number);
    Order order = books.findByRefund(Provider.WECHAT_PAY, merchant.mchid(), number).orElseThrow();
    Target target = Target.of(order, number, order.refund(number).orElseThrow().amountMinor());
    return deliver(faults.strikeLater(Call.REFUND_QUERY, target), signer, () -> answer);
  }

  private Delivery deliver(Fault fault, ReplySigner signer, Supplier<Answer> work) {
    return new Mishap(signer, faults).deliver(fault, () -> signer.sign(work.get()));
  }

  private static OrderKey key(Merchant merchant, String number) {
    return new OrderKey(Provider.WECHAT_PAY, merchant.mchid(), number);
  }

  private static void requireOwn(Merchant merchant, String mchid) {
    if (!merchant.mchid().equals(mchid)) {
      throw new ApiException(400, "PARAM_ERROR", "商户号与签名中的商户号不一致");
    }
  }
}
