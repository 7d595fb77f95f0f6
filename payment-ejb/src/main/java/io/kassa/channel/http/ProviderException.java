package io.kassa.channel.http;

/** A provider could not be asked, or its answer did not come whole. Says nothing of what it did. */
public class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why in kebab-case, without the address. */
  public ProviderException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
