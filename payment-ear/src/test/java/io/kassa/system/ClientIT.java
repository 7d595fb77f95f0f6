package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kassa.client.MerchantClient;
import io.kassa.client.MerchantCredential;
import io.kassa.client.PhoneClient;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.failure.VerificationException;
import io.kassa.client.model.Buyer;
import io.kassa.client.model.Channel;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import io.kassa.client.model.PaymentQuery;
import io.kassa.client.verification.ConfirmationVerifier;
import io.kassa.instance.Instance;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The payment client against the deployed EAR. */
class ClientIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final URI apiBase = Instance.current().apiBase();
  private final Shop shop = Shop.open();
  private final MerchantClient merchant = merchant("HMAC");

  private Reply credential(String body) {
    Reply made = Client.operator().post("/merchants/" + shop.merchantId() + "/credentials", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  private MerchantClient merchant(String type) {
    Reply made = credential("{\"type\":\"" + type + "\"}");
    String id = made.text("id");
    String secret = made.text("secret");
    return MerchantClient.of(
        apiBase,
        type.equals("HMAC")
            ? MerchantCredential.hmac(id, secret)
            : MerchantCredential.basic(id, secret));
  }

  private MerchantClient withKeyPair() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    Reply made = credential("{\"type\":\"ED25519\",\"publicKey\":\"" + key + "\"}");
    return MerchantClient.of(
        apiBase, MerchantCredential.ed25519(made.text("id"), pair.getPrivate()));
  }

  private static NewPayment order(String account, long amountMinor) {
    return NewPayment.of(UUID.randomUUID().toString(), amountMinor, "CNY").payerAccount(account);
  }

  private PhoneClient phone(Payment payment) {
    return PhoneClient.of(apiBase, payment.id(), payment.paymentKey().orElseThrow());
  }

  @Test
  void everyKindOfCredentialPaysFromCreationToInvoice() throws Exception {
    for (MerchantClient each : List.of(merchant("SECRET"), merchant, withKeyPair())) {
      String account = each.openAccount(UUID.randomUUID().toString(), "CNY").id();
      assertThat(each.deposit(account, "d-" + account, 5_000).balanceMinor()).isEqualTo(5_000);
      NewPayment order = order(account, 1_200).description("茶").invoiceTo(Buyer.of("甲 + B&C"));

      Payment payment = each.create(order);
      assertThat(each.create(order).paymentKey()).isEqualTo(payment.paymentKey());
      PhoneClient phone = phone(payment);
      assertThat(phone.payment().merchantName()).contains("Teahouse 茶馆");
      Confirmation confirmation = phone.confirm(Channel.BALANCE).confirmation().orElseThrow();

      assertThat(phone.confirm(Channel.BALANCE).confirmation()).contains(confirmation);
      assertThat(phone.receipt().signature()).isEqualTo(confirmation.signature());
      assertThat(phone.waitUntilFinal(LIMIT).isSucceeded()).isTrue();
      assertThat(each.account(account).balanceMinor()).isEqualTo(3_800);
      assertThat(each.invoiceFile(payment.id(), LIMIT).orElseThrow()).startsWith('%', 'P', 'D');
      assertThat(each.invoice(payment.id()).number().orElseThrow()).startsWith("INV-");
    }
  }

  @Test
  void confirmationVerifiesWithoutTheServerAndAChangedOneDoesNot() {
    Payment payment = merchant.create(order(shop.account(10), 10));
    phone(payment).confirm(Channel.BALANCE);
    Confirmation confirmation = merchant.confirmation(payment.id());
    ConfirmationVerifier offline = ConfirmationVerifier.of(merchant.confirmationVerifier().keys());

    assertThat(offline.verify(confirmation)).isNotEmpty();
    Confirmation changed =
        Confirmation.parse(confirmation.json().replace("\"amount\":10", "\"amount\":11"));
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> offline.verify(changed));
  }

  @Test
  void listGoesOverAllPages() {
    String account = shop.account(0);
    for (int i = 0; i < 5; i++) {
      merchant.create(order(account, 1 + i));
    }

    assertThat(merchant.payments(PaymentQuery.all().pageSize(2)))
        .extracting(Payment::amountMinor)
        .containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(merchant.payments(PaymentQuery.all().status("SUCCEEDED"))).isEmpty();
  }

  @Test
  void refusalsHaveTheTypeOfTheirCode() {
    String account = shop.account(5);
    NewPayment order = NewPayment.of("order-1", 10, "CNY").payerAccount(account);
    Payment payment = merchant.create(order);

    refused(RefusedException.OrderConflict.class, () -> merchant.create(order.description("x")));
    refused(
        RefusedException.InsufficientFunds.class, () -> phone(payment).confirm(Channel.BALANCE));
    refused(RefusedException.NotFound.class, () -> merchant.payment(UUID.randomUUID().toString()));
    refused(RefusedException.PaymentNotConfirmed.class, () -> merchant.confirmation(payment.id()));
    refused(
        RefusedException.Unauthorized.class,
        () ->
            MerchantClient.of(apiBase, MerchantCredential.hmac("kc_nobody", "s"))
                .payment(payment.id()));
    assertThatExceptionOfType(RefusedException.InvalidRequest.class)
        .isThrownBy(() -> merchant.create(NewPayment.of("order-2", -1, "CNY")))
        .satisfies(
            refusal ->
                assertThat(refusal.problem().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("amount")));
    assertThat(merchant.cancel(payment.id()).status()).isEqualTo("CANCELED");
    refused(RefusedException.PaymentCanceled.class, () -> phone(payment).confirm(Channel.BALANCE));
  }

  @Test
  void whoWaitsLearnsOfThePayment() throws Exception {
    Payment payment = merchant.create(order(shop.account(10), 10));
    CompletableFuture<Payment> waiting =
        CompletableFuture.supplyAsync(() -> merchant.waitUntilFinal(payment.id(), LIMIT));

    phone(payment).confirm(Channel.BALANCE);

    assertThat(waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS).isSucceeded()).isTrue();
  }

  private static void refused(Class<? extends RefusedException> type, ThrowingCallable call) {
    assertThatExceptionOfType(type).isThrownBy(call);
  }
}
