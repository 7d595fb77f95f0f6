package io.kassa.outbox;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.failure.PaymentException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.List;

/** How operators hold the relay of a consumer and let it go on. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class RelayPauses {
  @EJB private RelayHolds holds;

  /** All consumers. */
  @Requires(Permission.READ_RELAY)
  public List<RelayState> list(Caller caller) {
    return holds.list();
  }

  /**
   * Holds the relay of a consumer, as {@link RelayHolds#pause} does.
   *
   * @throws PaymentException NOT_FOUND if there is no such consumer
   */
  @Requires(Permission.PAUSE_RELAY)
  @RolesAllowed("payment-operator")
  public RelayState pause(Caller caller, String consumer) {
    return holds.pause(caller, consumer);
  }

  /**
   * Lets the relay of a consumer go on, as {@link RelayHolds#resume} does.
   *
   * @throws PaymentException NOT_FOUND if there is no such consumer
   */
  @Requires(Permission.PAUSE_RELAY)
  @RolesAllowed("payment-operator")
  public RelayState resume(Caller caller, String consumer) {
    return holds.resume(caller, consumer);
  }
}
