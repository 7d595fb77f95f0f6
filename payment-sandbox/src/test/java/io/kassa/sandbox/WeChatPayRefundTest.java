package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import org.junit.jupiter.api.Test;

class WeChatPayRefundTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final RefundService refunds =
      new RefundService.Builder().httpClient(client.http(client.publicKeyConfig())).build();
  private final String number = TestSandbox.newNumber();

  @Test
  void refundIsDoneALittleLaterAndTold() {
    sandbox.payer(client.create(number, 1_000), "pay");

    Refund taken = refunds.create(refund(number + "r1", 300, 1_000));
    Refund again = refunds.create(refund(number + "r1", 300, 1_000));

    assertThat(taken.getStatus()).isEqualTo(Status.PROCESSING);
    assertThat(again.getRefundId()).isEqualTo(taken.getRefundId());
    await()
        .untilAsserted(
            () -> assertThat(query(number + "r1").getStatus()).isEqualTo(Status.SUCCESS));
    RefundNotification told =
        client.parse(sandbox.shop().expect(number + "r1", 1).get(0), RefundNotification.class);
    assertThat(told.getRefundStatus()).isEqualTo(Status.SUCCESS);
    assertThat(told.getAmount().getRefund()).isEqualTo(300);
    assertThat(sandbox.order(number).getJsonArray("refunds")).hasSize(1);
  }

  @Test
  void refundsNeverExceedThePayment() {
    sandbox.payer(client.create(number, 1_000), "pay");
    refunds.create(refund(number + "r1", 600, 1_000));

    WeChatPayOrderTest.assertRefused(
        "INVALID_REQUEST", () -> refunds.create(refund(number + "r2", 401, 1_000)));
    assertThat(refunds.create(refund(number + "r3", 400, 1_000)).getStatus())
        .isEqualTo(Status.PROCESSING);
  }

  @Test
  void refundOfAnUnpaidOrderOrWithAnotherTotalIsRefused() {
    String code = client.create(number, 1_000);

    WeChatPayOrderTest.assertRefused(
        "INVALID_REQUEST", () -> refunds.create(refund(number + "r1", 100, 1_000)));
    sandbox.payer(code, "pay");
    WeChatPayOrderTest.assertRefused(
        "INVALID_REQUEST", () -> refunds.create(refund(number + "r1", 100, 999)));
  }

  @Test
  void refundThatTheScriptFailsEndsAbnormal() {
    sandbox.payer(client.create(number, 1_000), "pay");

    refunds.create(refund(number + "r1", 148, 1_000));

    await()
        .untilAsserted(
            () -> assertThat(query(number + "r1").getStatus()).isEqualTo(Status.ABNORMAL));
    assertThat(sandbox.shop().expect(number + "r1", 1).get(0).body()).contains("REFUND.ABNORMAL");
  }

  @Test
  void unknownRefundIsNotFound() {
    WeChatPayOrderTest.assertRefused("RESOURCE_NOT_EXISTS", () -> query(number));
  }

  private CreateRequest refund(String refundNo, long fen, long total) {
    CreateRequest request = new CreateRequest();
    request.setOutTradeNo(number);
    request.setOutRefundNo(refundNo);
    request.setNotifyUrl(sandbox.notifyUrl(refundNo));
    request.setReason("cold tea");
    AmountReq amount = new AmountReq();
    amount.setRefund(fen);
    amount.setTotal(total);
    amount.setCurrency("CNY");
    request.setAmount(amount);
    return request;
  }

  private Refund query(String refundNo) {
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(refundNo);
    return refunds.queryByOutRefundNo(request);
  }
}
