package io.kassa.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kassa.access.Caller;
import io.kassa.balance.boundary.Accounts;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.instance.Turn;
import io.kassa.merchant.boundary.Merchants;
import io.kassa.merchant.boundary.NewMerchant;
import io.kassa.merchant.entity.MerchantMode;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("payara")
@Order(Turn.IN_SERVER)
@ExtendWith(ArquillianExtension.class)
class PermissionsIT {
  private static final Caller OPERATOR = new Caller.Operator("container-test", true);
  private static final Caller AUDITOR = new Caller.Operator("container-test", false);

  @Inject private Merchants merchants;
  @Inject private Accounts accounts;
  @Inject private Shopkeeper shopkeeper;
  @Inject private Undeclared undeclared;
  @Inject private Operating operating;
  @Inject private Auditing auditing;

  @Deployment
  static EnterpriseArchive kassa() {
    return KassaArchive.withTests();
  }

  @Test
  void callerWithThePermissionIsLetThrough() throws Exception {
    assertThat(accounts.open(shopkeeper.open(), "customer", "CNY", null).isNew()).isTrue();
  }

  @Test
  void callerWithoutThePermissionIsRefused() throws Exception {
    Caller phone = new Caller.Phone(shopkeeper.open().merchantId(), UUID.randomUUID(), Instant.MAX);

    forbidden(() -> accounts.open(phone, "customer", "CNY", null));
  }

  @Test
  void undeclaredMethodIsRefusedToEverybody() {
    assertThatExceptionOfType(EJBException.class)
        .isThrownBy(() -> undeclared.call(OPERATOR))
        .withRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void nobodyOfTheServersRolesIsRefusedWhateverTheCallerSays() {
    assertThatExceptionOfType(EJBAccessException.class)
        .isThrownBy(() -> merchants.list(OPERATOR, null, 1));
  }

  @Test
  void auditorOfTheServerReads() throws Exception {
    shopkeeper.open();

    assertThat(auditing.call(() -> merchants.list(AUDITOR, null, 1))).hasSize(1);
  }

  @Test
  void auditorOfTheServerIsRefusedToCreateWhateverTheCallerSays() {
    assertThatExceptionOfType(EJBAccessException.class)
        .isThrownBy(() -> auditing.call(() -> merchants.create(OPERATOR, newMerchant())));
  }

  @Test
  void operatorOfTheServerIsRefusedToCreateForACallerWhoMayNot() {
    forbidden(() -> operating.call(() -> merchants.create(AUDITOR, newMerchant())));
  }

  @Test
  void operatorOfTheServerCreates() throws Exception {
    assertThat(operating.call(() -> merchants.create(OPERATOR, newMerchant())).id()).isNotNull();
  }

  private static void forbidden(Callable<?> call) {
    assertThatExceptionOfType(PaymentException.class)
        .isThrownBy(call::call)
        .extracting(PaymentException::code)
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  private static NewMerchant newMerchant() {
    return new NewMerchant("Container test", MerchantMode.TEST, null, null, null, null, null);
  }
}
