package io.kassa.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A creation alone, proven by Basic or by a signature: what the door costs. */
record Creation(URI api, List<LoadMerchant> merchants, boolean signed) implements Work {

  @Override
  public void once(HttpConnection connection) throws IOException, Refused {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    LoadMerchant merchant = merchants.get(random.nextInt(merchants.size()));
    String account = merchant.accounts().get(random.nextInt(merchant.accounts().size()));
    String body = Flow.creation(Flow.orderId(), account);
    String head =
        signed
            ? Flow.head(api, "/payments", null)
                + merchant.signer().lines(api + "/payments", body, Flow.orderId())
            : Flow.head(api, "/payments", merchant.authorization());
    HttpConnection.Answer created = connection.post(head, body);
    if (created.status() != 201) {
      throw new Refused("create", created);
    }
  }
}
