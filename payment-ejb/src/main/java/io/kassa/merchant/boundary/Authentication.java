package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.IpAddress;
import io.kassa.access.Nonce;
import io.kassa.access.OpenToAll;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Signer;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.CredentialUse;
import io.kassa.merchant.control.KnownCredential;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;

/** Turns a proof into a {@link Caller}. It never says what was wrong with a proof. */
@Stateless
@Interceptors(PermissionInterceptor.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Authentication {
  @Inject private CredentialCheck credentials;
  @Inject private CredentialUse use;
  @Inject private MerchantDirectory directory;

  /**
   * The merchant behind a credential id and secret; empty if either is wrong, if the credential may
   * not come from this address, or if the merchant is suspended or takes signed requests only.
   *
   * @param address where the request came from
   */
  @OpenToAll("this is where a caller proves who it is")
  public Optional<Caller> merchant(String credentialId, String secret, IpAddress address) {
    return credentials
        .bySecret(credentialId, secret, address)
        .filter(credential -> profile(credential).filter(m -> !m.signedOnly()).isPresent())
        .map(
            credential -> {
              use.note(credential.id());
              return caller(credential);
            });
  }

  /**
   * Who signs with this credential; empty if there is no such credential, if it may not come from
   * this address, or if the merchant is suspended. Nothing is proven until the signature is
   * verified with the key.
   *
   * @param address where the request came from
   */
  @OpenToAll("this is where a caller proves who it is")
  public Optional<Signer> signer(String credentialId, IpAddress address) {
    return credentials
        .signing(credentialId, address)
        .filter(credential -> profile(credential).isPresent())
        .map(credential -> new Signer(credential.key(), caller(credential)));
  }

  /**
   * The caller that a verified signature proved.
   *
   * @param nonce null where nothing changes
   */
  @OpenToAll("the signature was verified with the signer's key")
  public Caller signed(Signer signer, Nonce nonce) {
    Caller.Merchant merchant = signer.merchant();
    use.note(merchant.credentialId());
    return new Caller.Merchant(
        merchant.merchantId(), merchant.credentialId(), merchant.permissions(), nonce);
  }

  private Optional<MerchantProfile> profile(KnownCredential credential) {
    return directory.find(credential.merchantId()).filter(MerchantProfile::active);
  }

  private static Caller.Merchant caller(KnownCredential credential) {
    return new Caller.Merchant(
        credential.merchantId(), credential.id(), credential.permissions(), null);
  }
}
