package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.OpenToAll;
import io.kassa.access.PermissionInterceptor;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.util.Optional;

/** Turns a proof into a {@link Caller}. It never says what was wrong with a proof. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Authentication {
  @EJB private CredentialCheck credentials;
  @EJB private MerchantDirectory directory;

  /**
   * The merchant behind a credential id and secret; empty if either is wrong or it is suspended.
   */
  @OpenToAll("this is where a caller proves who it is")
  public Optional<Caller> merchant(String credentialId, String secret) {
    return credentials
        .merchantOf(credentialId, secret)
        .flatMap(directory::find)
        .filter(MerchantProfile::active)
        .map(profile -> new Caller.Merchant(profile.id(), credentialId));
  }
}
