package io.kassa.merchant.boundary;

import io.kassa.access.Caller;
import io.kassa.access.IpAddress;
import io.kassa.access.Nonce;
import io.kassa.access.Signer;
import io.kassa.merchant.control.CredentialCheck;
import io.kassa.merchant.control.CredentialUse;
import io.kassa.merchant.control.KnownCredential;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Turns a proof into a {@link Caller}. It never says what was wrong with a proof. A plain bean: it
 * is open to all and stands before every request, where a session bean's call would cost more than
 * what it does.
 */
@ApplicationScoped
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
