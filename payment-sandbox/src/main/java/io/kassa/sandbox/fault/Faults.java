package io.kassa.sandbox.fault;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Decides what goes wrong with which call, and remembers what has struck. */
public final class Faults {

  private final AtomicReference<Conduct> conduct = new AtomicReference<>(Conduct.ORDINARY);
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> marks = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Set<String> struck = ConcurrentHashMap.newKeySet();

  public Conduct conduct() {
    return conduct.get();
  }

  public void conduct(Conduct next) {
    conduct.set(next);
  }

  /** What befalls this order or refund, the same whenever it is asked. */
  public Script script(Target target) {
    return scripts.computeIfAbsent(target.number(), number -> decide(target));
  }

  private Script decide(Target target) {
    Conduct now = conduct();
    return Fault.scripted(target.amountMinor())
        .map(script -> new Script(script.fault(), script.payerActs() || now.autoPay()))
        .orElseGet(
            () ->
                new Script(
                    now.fault() == Fault.NONE ? drawn(target, now) : now.fault(), now.autoPay()));
  }

  private Fault drawn(Target target, Conduct now) {
    String mark = target.mark() + "|" + target.amountMinor();
    int nth = marks.computeIfAbsent(mark, key -> new AtomicInteger()).incrementAndGet();
    return now.random()
        .map(random -> random.draw(mark + "|" + nth, Fault.ofOrders()))
        .orElse(Fault.NONE);
  }

  /** What strikes this call that creates an order or a refund. */
  public Fault strike(Call call, Target target) {
    Fault fault = script(target).fault();
    if (!fault.strikesAnswers()) {
      return Fault.NONE;
    }
    boolean first = struck.add(call + "|" + target.number());
    return first || fault == Fault.DECLINE ? fault : Fault.NONE;
  }

  /** What strikes this call about an order or a refund that is there. */
  public Fault strikeLater(Call call, Target target) {
    String mark = call + "|" + target.mark() + "|" + target.amountMinor();
    return conduct()
        .random()
        .map(
            random -> {
              int nth =
                  calls
                      .computeIfAbsent(call + target.number(), key -> new AtomicInteger())
                      .incrementAndGet();
              return random.draw(mark + "|" + nth, Fault.ofAnyCall());
            })
        .orElse(Fault.NONE);
  }

  /** Forgets what has struck; the conduct stays. */
  public void clear() {
    scripts.clear();
    marks.clear();
    calls.clear();
    struck.clear();
  }
}
