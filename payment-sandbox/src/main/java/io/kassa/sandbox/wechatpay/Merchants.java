package io.kassa.sandbox.wechatpay;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may call. */
public final class Merchants {

  private final Map<String, Merchant> byId = new ConcurrentHashMap<>();

  public void add(Merchant merchant) {
    byId.put(merchant.mchid(), merchant);
  }

  Optional<Merchant> find(String mchid) {
    return Optional.ofNullable(byId.get(mchid));
  }
}
