package io.kassa.outbox;

import java.util.List;

/** Who may be told of an event; each has a queue of its own. */
public final class Consumers {
  /** Makes the invoice of a succeeded payment. */
  public static final String INVOICE = "invoice";

  /** Sends events to merchants' endpoints. */
  public static final String WEBHOOK = "webhook";

  /** Sends issued documents to buyers by e-mail. */
  public static final String MAIL = "mail";

  /** Whom the relay serves. */
  public static final List<String> ALL = List.of(INVOICE, WEBHOOK, MAIL);

  private Consumers() {}

  /** The name of a consumer's queue in the broker, as the set-up scripts make it. */
  public static String queue(String consumer) {
    return "kassa." + consumer + 's';
  }
}
