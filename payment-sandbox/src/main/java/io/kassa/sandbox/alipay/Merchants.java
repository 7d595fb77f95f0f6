package io.kassa.sandbox.alipay;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may call. */
public final class Merchants {

  private final Map<String, Merchant> byApp = new ConcurrentHashMap<>();

  public void add(Merchant merchant) {
    byApp.put(merchant.appId(), merchant);
  }

  Optional<Merchant> find(String appId) {
    return Optional.ofNullable(byApp.get(appId));
  }
}
