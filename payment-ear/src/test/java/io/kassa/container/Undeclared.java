package io.kassa.container;

import io.kassa.access.Caller;
import io.kassa.access.PermissionInterceptor;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;

/** A boundary whose author forgot to say who may call it. */
@Stateless
@Interceptors(PermissionInterceptor.class)
public class Undeclared {
  public String call(Caller caller) {
    return "called by " + caller.name();
  }
}
