package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Nonce;
import io.kassa.access.OpenToAll;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.SignatureProof;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.CredentialUse;
import io.kassa.merchant.control.KnownCredential;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns a proof into a {@link Caller}. It never says what was wrong with a proof. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Authentication {
  @EJB private CredentialCheck credentials;
  @EJB private CredentialUse use;
  @EJB private MerchantDirectory directory;

  /**
   * The merchant behind a credential id and secret; empty if either is wrong, if the credential may
   * not come from this address, or if the merchant is suspended or takes signed requests only.
   *
   * @param address where the request came from
   */
  @OpenToAll("this is where a caller proves who it is")
  public Optional<Caller> merchant(String credentialId, String secret, String address) {
    return credentials
        .bySecret(credentialId, secret, address)
        .flatMap(credential -> caller(credential, null, merchant -> !merchant.signedOnly()));
  }

  /**
   * The merchant that signed a request; empty if the signature is wrong, if the credential may not
   * come from this address, or if the merchant is suspended.
   *
   * @param address where the request came from
   */
  @OpenToAll("this is where a caller proves who it is")
  public Optional<Caller> signer(SignatureProof proof, String address) {
    return credentials
        .bySignature(proof, address)
        .flatMap(credential -> caller(credential, proof.nonce(), merchant -> true));
  }

  private Optional<Caller> caller(
      KnownCredential credential, Nonce nonce, Predicate<MerchantProfile> rule) {
    Optional<Caller> caller =
        directory
            .find(credential.merchantId())
            .filter(MerchantProfile::active)
            .filter(rule)
            .map(
                merchant ->
                    new Caller.Merchant(
                        merchant.id(), credential.id(), credential.permissions(), nonce));
    caller.ifPresent(proven -> use.note(credential.id()));
    return caller;
  }
}
