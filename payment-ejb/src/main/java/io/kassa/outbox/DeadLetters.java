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
import java.util.UUID;

/** What operators do with notices that no consumer could follow. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class DeadLetters {
  @EJB private DeadLetterBook book;

  /** The oldest dead notices first. */
  @Requires(Permission.READ_DEAD_LETTERS)
  public List<DeadLetter> list(Caller caller, int limit) {
    return book.list(limit);
  }

  /**
   * Tells the consumer once more, as {@link DeadLetterBook#replay} does.
   *
   * @throws PaymentException NOT_FOUND if no such notice is dead
   */
  @Requires(Permission.ACT_ON_DEAD_LETTERS)
  @RolesAllowed("payment-operator")
  public void replay(Caller caller, UUID eventId) {
    book.replay(caller, eventId);
  }
}
