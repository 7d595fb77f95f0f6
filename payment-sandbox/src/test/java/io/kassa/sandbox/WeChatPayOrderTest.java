package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.payments.app.AppService;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.jsapi.JsapiService;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByIdRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WeChatPayOrderTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final NativePayService nativePay = client.nativePay();
  private final String number = TestSandbox.newNumber();

  @Test
  void orderIsPaidByScanningItsCode() {
    String code = client.create(number, 1_001);
    Transaction waiting = query();

    sandbox.payer(code, "pay");

    assertThat(code).matches("weixin://wxpay/bizpayurl\\?pr=\\w+");
    assertThat(waiting.getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
    assertThat(waiting.getTransactionId()).isNull();
    Transaction paid = query();
    assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(paid.getTradeType()).isEqualTo(Transaction.TradeTypeEnum.NATIVE);
    assertThat(paid.getAmount().getTotal()).isEqualTo(1_001);
    assertThat(paid.getTransactionId()).matches("4200[0-9]{24}");
    assertThat(byId(paid.getTransactionId()).getOutTradeNo()).isEqualTo(number);
  }

  @Test
  void declinedOrderGoesOnWaiting() {
    sandbox.payer(client.create(number, 100), "decline");

    assertThat(query().getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
  }

  @Test
  void orderIsChargedOnceHoweverOftenThePayerPays() {
    String code = client.create(number, 100);
    sandbox.payer(code, "pay");

    assertThat(sandbox.payer(code, "pay").statusCode()).isEqualTo(409);
    assertThat(sandbox.order(number).getJsonArray("charges")).hasSize(1);
  }

  @Test
  void jsapiAndAppOrdersHavePrepayIds() {
    JsapiService jsapi =
        new JsapiService.Builder().httpClient(client.http(client.publicKeyConfig())).build();
    AppService app =
        new AppService.Builder().httpClient(client.http(client.publicKeyConfig())).build();

    String jsapiId = jsapi.prepay(jsapiOrder(number)).getPrepayId();
    String appId = app.prepay(appOrder(TestSandbox.newNumber())).getPrepayId();

    assertThat(jsapiId).matches("wx[0-9]{14}[0-9a-z]{22}");
    assertThat(appId).matches("wx[0-9]{14}[0-9a-z]{22}").isNotEqualTo(jsapiId);
    sandbox.payer("prepay_id=" + jsapiId, "pay");
    assertThat(query().getPayer().getOpenid()).isEqualTo("oPayerOfThisTest");
  }

  private com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest jsapiOrder(String no) {
    var request = new com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest();
    request.setAppid(client.appId());
    request.setMchid(client.mchid());
    request.setDescription("tea");
    request.setOutTradeNo(no);
    request.setNotifyUrl(sandbox.notifyUrl(no));
    var amount = new com.wechat.pay.java.service.payments.jsapi.model.Amount();
    amount.setTotal(100);
    request.setAmount(amount);
    var payer = new com.wechat.pay.java.service.payments.jsapi.model.Payer();
    payer.setOpenid("oPayerOfThisTest");
    request.setPayer(payer);
    return request;
  }

  private com.wechat.pay.java.service.payments.app.model.PrepayRequest appOrder(String no) {
    var request = new com.wechat.pay.java.service.payments.app.model.PrepayRequest();
    request.setAppid(client.appId());
    request.setMchid(client.mchid());
    request.setDescription("tea");
    request.setOutTradeNo(no);
    request.setNotifyUrl(sandbox.notifyUrl(no));
    var amount = new com.wechat.pay.java.service.payments.app.model.Amount();
    amount.setTotal(100);
    request.setAmount(amount);
    return request;
  }

  @Test
  void browserOfAnH5OrderReachesThePayersPage() {
    H5Service h5 =
        new H5Service.Builder().httpClient(client.http(client.publicKeyConfig())).build();

    String url = h5.prepay(h5Order()).getH5Url();

    assertThat(sandbox.get(url.substring(sandbox.base().length())).headers().firstValue("Location"))
        .get()
        .asString()
        .startsWith("/sandbox/payer/index.html?prepay_id=wx");
    sandbox.payer(url, "pay");
    assertThat(query().getTradeType()).isEqualTo(Transaction.TradeTypeEnum.MWEB);
  }

  private com.wechat.pay.java.service.payments.h5.model.PrepayRequest h5Order() {
    var request = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    request.setAppid(client.appId());
    request.setMchid(client.mchid());
    request.setDescription("tea");
    request.setOutTradeNo(number);
    request.setNotifyUrl(sandbox.notifyUrl(number));
    var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal(100);
    request.setAmount(amount);
    var scene = new com.wechat.pay.java.service.payments.h5.model.SceneInfo();
    scene.setPayerClientIp("127.0.0.1");
    var info = new com.wechat.pay.java.service.payments.h5.model.H5Info();
    info.setType("Wap");
    scene.setH5Info(info);
    request.setSceneInfo(scene);
    return request;
  }

  @Test
  void closedOrderCannotBePaid() {
    String code = client.create(number, 100);
    close();
    close();

    assertThat(query().getTradeState()).isEqualTo(Transaction.TradeStateEnum.CLOSED);
    assertThat(sandbox.payer(code, "pay").statusCode()).isEqualTo(409);
    assertRefused("ORDER_CLOSED", () -> client.create(number, 100));
  }

  @Test
  void paidOrderCanNeitherBeClosedNorSentAgain() {
    sandbox.payer(client.create(number, 100), "pay");

    assertRefused("ORDERPAID", this::close);
    assertRefused("ORDERPAID", () -> client.create(number, 100));
  }

  @Test
  void sameOrderSentAgainHasTheSameCodeAndAnotherOneIsRefused() {
    String code = client.create(number, 100);

    assertThat(client.create(number, 100)).isEqualTo(code);
    assertRefused("INVALID_REQUEST", () -> client.create(number, 200));
  }

  @Test
  void orderThatIsOverWaitsUnpayableUntilItIsClosed() {
    String code = client.create(number, 100);
    sandbox.payer(code, "timeout");

    assertThat(sandbox.payer(code, "pay").body()).contains("TOO_LATE");
    assertThat(query().getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
  }

  @Test
  void unknownOrderIsNotFound() {
    assertRefused("ORDER_NOT_EXIST", this::query);
  }

  @Test
  void replySignedByAStrangerIsRefusedByTheClient() {
    assertThatExceptionOfType(com.wechat.pay.java.core.exception.ValidationException.class)
        .isThrownBy(() -> client.create(number, 10_044));
    assertThat(sandbox.order(number).getString("state")).isEqualTo("WAITING");
  }

  private Transaction query() {
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(client.mchid());
    request.setOutTradeNo(number);
    return nativePay.queryOrderByOutTradeNo(request);
  }

  private Transaction byId(String id) {
    QueryOrderByIdRequest request = new QueryOrderByIdRequest();
    request.setMchid(client.mchid());
    request.setTransactionId(id);
    return nativePay.queryOrderById(request);
  }

  private void close() {
    CloseOrderRequest request = new CloseOrderRequest();
    request.setMchid(client.mchid());
    request.setOutTradeNo(number);
    nativePay.closeOrder(request);
  }

  static void assertRefused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(code));
  }

  @Test
  void descriptionOfTheMaximalLengthIsTaken() {
    PrepayRequest longest = client.order(number, 100);
    longest.setDescription("茶".repeat(127));
    PrepayRequest longer = client.order(TestSandbox.newNumber(), 100);
    longer.setDescription("茶".repeat(128));

    assertThat(nativePay.prepay(longest).getCodeUrl()).isNotEmpty();
    assertRefused("PARAM_ERROR", () -> nativePay.prepay(longer));
  }
}
