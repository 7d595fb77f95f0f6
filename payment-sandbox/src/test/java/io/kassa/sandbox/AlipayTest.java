package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.alipay.api.AlipayApiException;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlipayTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final String number = TestSandbox.newNumber();
  private final AlipayShop shop = AlipayShop.of(AlipayShop.Mode.KEY);

  @ParameterizedTest
  @EnumSource(AlipayShop.Mode.class)
  void tradeIsMadeByTheScanAndPaidOnce(AlipayShop.Mode mode) throws AlipayApiException {
    AlipayShop inMode = AlipayShop.of(mode);
    AlipayTradePrecreateResponse created = inMode.precreate(number, "10.01");
    AlipayTradeQueryResponse before = inMode.query(number);
    sandbox.payer(created.getQrCode(), "open");
    AlipayTradeQueryResponse scanned = inMode.query(number);
    sandbox.payer(created.getQrCode(), "pay");
    AlipayTradeQueryResponse paid = inMode.query(number);

    assertThat(created.getQrCode()).startsWith("https://qr.alipay.com/bax");
    assertThat(before.getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    assertThat(scanned.getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
    assertThat(paid.getTradeStatus()).isEqualTo("TRADE_SUCCESS");
    assertThat(paid.getTotalAmount()).isEqualTo("10.01");
    assertThat(paid.getTradeNo()).hasSize(28).isEqualTo(scanned.getTradeNo());
    assertThat(sandbox.payer(created.getQrCode(), "pay").statusCode()).isEqualTo(409);
  }

  @Test
  void sameTradeSentAgainIsTheSameAndAnotherAmountIsRefused() throws AlipayApiException {
    AlipayTradePrecreateResponse first = shop.precreate(number, "1.00");

    assertThat(shop.precreate(number, "1.00").getQrCode()).isEqualTo(first.getQrCode());
    assertThat(shop.precreate(number, "2.00").getSubCode()).isEqualTo("ACQ.CONTEXT_INCONSISTENT");
    sandbox.payer(first.getQrCode(), "pay");
    assertThat(shop.precreate(number, "1.00").getSubCode()).isEqualTo("ACQ.TRADE_HAS_SUCCESS");
  }

  @Test
  void orderStringIsOpenedByThePayersApp() throws AlipayApiException {
    String orderString = shop.appPay(number, "5.00");
    assertThat(shop.query(number).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");

    sandbox.payer(orderString, "pay");

    assertThat(shop.query(number).getTradeStatus()).isEqualTo("TRADE_SUCCESS");
    assertThat(sandbox.payer(orderString.replace("5.00", "4.00"), "pay").statusCode())
        .isEqualTo(400);
  }

  @Test
  void browserOfAWapOrPageOrderReachesThePayersPage() throws AlipayApiException {
    for (String url :
        new String[] {shop.wapPay(number, "5.00"), shop.pagePay(TestSandbox.newNumber(), "5.00")}) {
      HttpResponse<String> answer = sandbox.send(HttpRequest.newBuilder(URI.create(url)));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .startsWith("/sandbox/payer/index.html?code=https%3A%2F%2Fqr.alipay.com%2Fbax");
    }
    assertThat(shop.query(number).getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
  }

  @Test
  void onlyAWaitingTradeIsClosed() throws AlipayApiException {
    String code = shop.precreate(number, "1.00").getQrCode();
    assertThat(shop.close(number).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    sandbox.payer(code, "open");

    assertThat(shop.close(number).isSuccess()).isTrue();
    assertThat(shop.query(number).getTradeStatus()).isEqualTo("TRADE_CLOSED");
    assertThat(sandbox.payer(code, "pay").statusCode()).isEqualTo(409);
  }

  @Test
  void paidTradeIsNotClosed() throws AlipayApiException {
    sandbox.payer(shop.precreate(number, "1.00").getQrCode(), "pay");

    assertThat(shop.close(number).getSubCode()).isEqualTo("ACQ.TRADE_STATUS_ERROR");
  }

  @Test
  void tradeWhoseTimeIsOverIsClosed() throws AlipayApiException {
    String code = shop.precreate(number, "1.00").getQrCode();
    sandbox.payer(code, "open");
    sandbox.payer(code, "timeout");

    assertThat(shop.query(number).getTradeStatus()).isEqualTo("TRADE_CLOSED");
  }

  @Test
  void cancelClosesWhatWaitsAndRefundsWhatIsPaid() throws AlipayApiException {
    String paid = TestSandbox.newNumber();
    String code = shop.precreate(number, "1.00").getQrCode();
    sandbox.payer(shop.precreate(paid, "1.00").getQrCode(), "pay");

    assertThat(shop.cancel(number).getAction()).isEqualTo("close");
    assertThat(shop.cancel(paid).getAction()).isEqualTo("refund");
    assertThat(sandbox.payer(code, "pay").statusCode()).isEqualTo(409);
    assertThat(shop.query(paid).getTradeStatus()).isEqualTo("TRADE_CLOSED");
  }

  @Test
  void canceledNumberThatComesLaterIsRefused() throws AlipayApiException {
    assertThat(shop.cancel(number).isSuccess()).isTrue();

    assertThat(shop.precreate(number, "1.00").getSubCode()).isEqualTo("ACQ.TRADE_HAS_CLOSE");
  }

  @Test
  void refundHappensOncePerRequestNumberAndFeesAddUp() throws AlipayApiException {
    sandbox.payer(shop.precreate(number, "10.00").getQrCode(), "pay");

    AlipayTradeRefundResponse first = shop.refund(number, "r1", "3.00");
    AlipayTradeRefundResponse again = shop.refund(number, "r1", "3.00");
    AlipayTradeRefundResponse second = shop.refund(number, "r2", "2.00");

    assertThat(first.getFundChange()).isEqualTo("Y");
    assertThat(again.getFundChange()).isEqualTo("N");
    assertThat(again.getRefundFee()).isEqualTo("3.00");
    assertThat(second.getRefundFee()).isEqualTo("5.00");
    assertThat(shop.refund(number, "r3", "5.01").getSubCode())
        .isEqualTo("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
    assertThat(shop.refund(number, "r1", "4.00").getSubCode())
        .isEqualTo("ACQ.DISCORDANT_REPEAT_REQUEST");
  }

  @Test
  void refundQueryKnowsOnlyWhatWasRefunded() throws AlipayApiException {
    sandbox.payer(shop.precreate(number, "10.00").getQrCode(), "pay");
    shop.refund(number, "r1", "10.00");

    AlipayTradeFastpayRefundQueryResponse done = shop.refundQuery(number, "r1");
    AlipayTradeFastpayRefundQueryResponse never = shop.refundQuery(number, "r2");

    assertThat(done.getRefundStatus()).isEqualTo("REFUND_SUCCESS");
    assertThat(never.isSuccess()).isTrue();
    assertThat(never.getRefundStatus()).isNull();
    assertThat(shop.query(number).getTradeStatus()).isEqualTo("TRADE_CLOSED");
  }

  @Test
  void replySignedByAStrangerIsRefusedByTheClient() {
    assertThatExceptionOfType(AlipayApiException.class)
        .isThrownBy(() -> shop.precreate(number, "100.44"));
    assertThat(sandbox.order(number).getString("state")).isEqualTo("WAITING");
  }

  @Test
  void callThatAnotherKeySignedIsRefused() throws AlipayApiException {
    AlipayShop stranger =
        AlipayShop.signingWith(sandbox.weChatPay().getString("merchantPrivateKeyFile"));

    assertThat(stranger.query(number).getSubCode()).isEqualTo("isv.invalid-signature");
  }
}
