package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.service.certificate.CertificateService;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WeChatPayCertificateTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();

  @Test
  void clientThatDownloadsCertificatesTrustsTheRepliesAndSurvivesARotation() {
    AbstractHttpClient http = client.http(client.certificateConfig());
    NativePayService nativePay = new NativePayService.Builder().httpClient(http).build();
    String number = TestSandbox.newNumber();
    String code = nativePay.prepay(client.order(number, 100)).getCodeUrl();

    sandbox.control("{\"rotateCertificates\": true}");

    assertThat(nativePay.prepay(client.order(number, 100)).getCodeUrl()).isEqualTo(code);
  }

  @Test
  void certificatesOfBeforeAndAfterARotationAreHandedOut() {
    String before = sandbox.control("{}").getString("platformCertificateSerial");
    String after =
        sandbox.control("{\"rotateCertificates\": true}").getString("platformCertificateSerial");

    assertThat(serials()).contains(before, after);
    assertThat(after).isNotEqualTo(before).matches("[0-9A-F]{40}");
  }

  private List<String> serials() {
    CertificateService service =
        new CertificateService.Builder()
            .httpClient(client.http(client.certificateConfig()))
            .build();
    byte[] key = sandbox.weChatPay().getString("apiV3Key").getBytes(StandardCharsets.UTF_8);
    return service.downloadCertificate(key).stream()
        .map(X509Certificate::getSerialNumber)
        .map(serial -> serial.toString(16).toUpperCase(Locale.ROOT))
        .toList();
  }
}
