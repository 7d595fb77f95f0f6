package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.service.payments.model.Transaction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeChatPayCallbackTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final String number = TestSandbox.newNumber();

  @BeforeEach
  void timeRuns() {
    sandbox.control("{\"timeFactor\": 1000}");
  }

  @AfterEach
  void timeGoesItsWay() {
    sandbox.control("{\"reset\": true}");
  }

  private List<Shop.Notice> pay(int fen, int callbacks) {
    sandbox.payer(client.create(number, fen), "pay");
    return sandbox.shop().expect(number, callbacks);
  }

  private Transaction parse(Shop.Notice notice) {
    return client.parse(notice, Transaction.class);
  }

  @Test
  void officialParserReadsThePayment() {
    Transaction told = parse(pay(1_000, 1).get(0));

    assertThat(told.getOutTradeNo()).isEqualTo(number);
    assertThat(told.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(told.getAmount().getTotal()).isEqualTo(1_000);
  }

  @Test
  void callbackIsRepeatedUntilItIsTaken() {
    sandbox.shop().refuse(number, 3);

    List<Shop.Notice> notices = pay(1_000, 4);

    assertThat(notices).hasSize(4).allSatisfy(notice -> parse(notice));
    assertThat(notices)
        .extracting(n -> TestSandbox.object(n.body()).getString("id"))
        .containsOnly(TestSandbox.object(notices.get(0).body()).getString("id"));
  }

  @Test
  void firstCallbackOfAStrangerIsNotBelievedAndTheNextOneIs() {
    sandbox.shop().refuse(number, 1);

    List<Shop.Notice> notices = pay(1_052, 2);

    assertThatExceptionOfType(ValidationException.class).isThrownBy(() -> parse(notices.get(0)));
    assertThat(parse(notices.get(1)).getOutTradeNo()).isEqualTo(number);
  }

  @Test
  void probeIsNotBelievedAndTheNextCallbackIs() {
    sandbox.shop().refuse(number, 1);

    List<Shop.Notice> notices = pay(1_053, 2);

    assertThat(notices.get(0).header("Wechatpay-Signature")).startsWith("WECHATPAY/SIGNTEST/");
    assertThatThrownBy(() -> parse(notices.get(0))).isInstanceOf(RuntimeException.class);
    assertThat(parse(notices.get(1)).getOutTradeNo()).isEqualTo(number);
  }

  @Test
  void firstCallbackWithAWrongAmountIsSignedAndTheNextOneIsRight() {
    sandbox.shop().refuse(number, 1);

    List<Shop.Notice> notices = pay(1_051, 2);

    assertThat(parse(notices.get(0)).getAmount().getTotal()).isEqualTo(1_052);
    assertThat(parse(notices.get(1)).getAmount().getTotal()).isEqualTo(1_051);
  }

  @Test
  void duplicateCallbackComesTwice() {
    assertThat(pay(1_049, 2)).hasSize(2);
  }

  @Test
  void earlyCallbackComesBeforeTheAnswer() {
    client.create(number, 1_054);

    assertThat(sandbox.shop().notices(number)).hasSize(1);
    assertThat(sandbox.order(number).getString("state")).isEqualTo("PAID");
  }

  @Test
  void certificateModeSignsWithTheNewestCertificate() {
    RSAAutoCertificateConfig before = client.certificateConfig();
    String serial =
        sandbox
            .control("{\"rotateCertificates\": true, \"signCallbacksWith\": \"CERTIFICATE\"}")
            .getString("platformCertificateSerial");

    Shop.Notice notice = pay(1_000, 1).get(0);

    assertThat(notice.header("Wechatpay-Serial")).isEqualTo(serial);
    assertThat(before).isNotNull();
  }
}
