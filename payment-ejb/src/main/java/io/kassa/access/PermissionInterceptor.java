package io.kassa.access;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;

/** Denies by default: a boundary method runs only for a caller that holds what it requires. */
public class PermissionInterceptor {

  /**
   * Lets the call through, or refuses it.
   *
   * @throws PaymentException FORBIDDEN if the caller lacks the permission
   * @throws IllegalStateException if the method declares neither a permission nor that it is open
   */
  @AroundInvoke
  public Object check(InvocationContext invocation) throws Exception {
    Method method = invocation.getMethod();
    if (method.isAnnotationPresent(OpenToAll.class)) {
      return invocation.proceed();
    }
    Requires requires = method.getAnnotation(Requires.class);
    Object[] arguments = invocation.getParameters();
    if (requires == null || arguments.length == 0 || !(arguments[0] instanceof Caller caller)) {
      throw new IllegalStateException("no permission declared on " + method);
    }
    if (!caller.permissions().contains(requires.value())) {
      throw PaymentException.of(ErrorCode.FORBIDDEN, "This caller may not do that.");
    }
    return invocation.proceed();
  }
}
