package io.kassa.web.signature;

import java.util.Base64;

/** The keys of RFC 9421 appendix B.1, which everybody has. */
final class RfcKeys {
  /** Appendix B.1.5, {@code test-shared-secret}. */
  static final byte[] SECRET =
      Base64.getDecoder()
          .decode(
              "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtb"
                  + "mHhIDi6pcl8jsasjlTMtDQ==");

  /** Appendix B.1.4, {@code test-key-ed25519}: the JWK's {@code d}. */
  static final byte[] PRIVATE =
      Base64.getUrlDecoder().decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU");

  /** Appendix B.1.4, {@code test-key-ed25519}: the JWK's {@code x}. */
  static final byte[] PUBLIC =
      Base64.getUrlDecoder().decode("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs");

  private RfcKeys() {}
}
