package io.kassa.payment.boundary;

import io.kassa.access.OpenToAll;
import io.kassa.access.PermissionInterceptor;
import io.kassa.crypto.ConfirmationSigner;
import io.kassa.crypto.KeyRegister;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;

/** The public keys with which anyone verifies a confirmation. */
@Stateless
@Interceptors(PermissionInterceptor.class)
public class ConfirmationKeys {
  @EJB private KeyRegister register;

  /** A JWK set (RFC 7517) of every key that ever signed; kept for ten years. */
  @OpenToAll("public keys are public")
  public String jwks() {
    return ConfirmationSigner.jwks(register.confirmationKeys());
  }
}
