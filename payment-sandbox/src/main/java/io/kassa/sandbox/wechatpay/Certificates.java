package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.keys.Pem;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.security.cert.X509Certificate;

/** Hands out the platform certificates, encrypted for the merchant who asks. */
final class Certificates {

  private final PlatformKeys keys;

  Certificates(PlatformKeys keys) {
    this.keys = keys;
  }

  Answer list(Merchant merchant) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (X509Certificate certificate : keys.certificates()) {
      data.add(
          Json.createObjectBuilder()
              .add("serial_no", PlatformKeys.serial(certificate))
              .add("effective_time", Transactions.time(certificate.getNotBefore().toInstant()))
              .add("expire_time", Transactions.time(certificate.getNotAfter().toInstant()))
              .add(
                  "encrypt_certificate",
                  AesGcm.encrypt(merchant, "certificate", Pem.of(certificate))));
    }
    return Answer.json(200, Json.createObjectBuilder().add("data", data).build());
  }
}
