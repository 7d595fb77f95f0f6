package io.kassa.sandbox.callback;

import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A fact that the merchant is to take.
 *
 * @param id the provider's own id of it, the same in every attempt
 * @param url where to
 * @param order in whose log the attempts stand
 * @param fault what goes wrong with it
 * @param schedule the pauses after each attempt that was not taken, as they are in life
 * @param letters writes the message anew for each attempt
 * @param taken whether a status and a body mean that the merchant took it
 */
public record Callback(
    String id,
    String event,
    String url,
    Order order,
    Fault fault,
    List<Duration> schedule,
    Function<Flaw, Letter> letters,
    BiPredicate<Integer, String> taken) {}
