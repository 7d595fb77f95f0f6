package io.kassa.web.signature;

import java.net.URI;
import java.util.Locale;

/**
 * Where clients reach Kassa, as RFC 9421 section 2.2.3 spells it: scheme and host in lower case, no
 * port where it is the scheme's own.
 */
record PublicOrigin(String scheme, String authority) {
  static PublicOrigin of(URI publicUrl) {
    if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
      throw new IllegalArgumentException("a public URL has a scheme and a host: " + publicUrl);
    }
    String scheme = publicUrl.getScheme().toLowerCase(Locale.ROOT);
    String host = publicUrl.getHost().toLowerCase(Locale.ROOT);
    int port = publicUrl.getPort();
    boolean isOwnPort = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return new PublicOrigin(scheme, isOwnPort ? host : host + ":" + port);
  }

  /** Without a slash at its end. */
  String text() {
    return scheme + "://" + authority;
  }
}
