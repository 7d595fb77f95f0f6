package io.kassa.idempotency;

import io.kassa.access.Caller;
import jakarta.ejb.EJB;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;

/**
 * Spends the nonce of a signed change before the boundary method runs, in its transaction. One
 * request therefore calls one changing boundary method; a second would find its own nonce spent.
 *
 * <p>A method that {@link SpendsNonce} may do so in the statement of its effect; where it did not,
 * the nonce is spent when it is done, and whatever it did is undone if that fails.
 */
public class NonceInterceptor {
  @EJB private Nonces nonces;

  /** Lets the call through, once. */
  @AroundInvoke
  public Object spend(InvocationContext invocation) throws Exception {
    Object[] arguments = invocation.getParameters();
    if (arguments.length == 0
        || !(arguments[0] instanceof Caller.Merchant merchant)
        || merchant.nonce() == null) {
      return invocation.proceed();
    }
    if (!invocation.getMethod().isAnnotationPresent(SpendsNonce.class)) {
      nonces.spend(merchant);
      return invocation.proceed();
    }
    Object result = invocation.proceed();
    if (!nonces.isSpent(merchant.nonce())) {
      nonces.spend(merchant);
    }
    return result;
  }
}
