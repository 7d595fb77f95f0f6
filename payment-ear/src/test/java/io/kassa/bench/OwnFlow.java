package io.kassa.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of one flow as a script of pgbench. Two flows were listened to: a parameter that
 * was the same in both stays as it was, one that differs is made anew each time.
 */
final class OwnFlow {
  private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]+)");
  private static final Pattern UUID_LITERAL =
      Pattern.compile("'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'(::[a-z]+)?");
  private static final String NEW_ID = "uuidv7()";
  private static final String PAYMENT = ":id";
  private static final int UUID_END = 37;

  private OwnFlow() {}

  /** A flow that was listened to, and what its parameters meant. */
  record Heard(String paymentId, String orderId, String account, List<Exchange> exchanges) {

    List<String> statements() {
      return exchanges.stream()
          .flatMap(exchange -> exchange.statements().stream())
          .map(Exchange.Statement::sql)
          .toList();
    }
  }

  /**
   * The script; {@code accounts} accounts are in {@code bench.account}, numbered from 1.
   *
   * @throws IllegalStateException if the flows differ in their statements
   */
  static String script(Heard first, Heard second, int accounts) {
    if (!first.statements().equals(second.statements())) {
      throw new IllegalStateException(
          "two flows differ: " + first.statements() + "\n" + second.statements());
    }
    Map<String, String> meanings = new HashMap<>();
    meanings.put(first.orderId(), "gen_random_uuid()::text");
    meanings.put(first.account(), "(select id from bench.account where n = :acc)");
    StringBuilder script = new StringBuilder("\\set acc random(1, " + accounts + ")\n");
    List<Exchange.Statement> ones = statements(first);
    List<Exchange.Statement> others = statements(second);
    for (int i = 0; i < ones.size(); i++) {
      String statement = filled(ones.get(i), others.get(i), meanings);
      boolean makesPayment =
          !meanings.containsKey(first.paymentId()) && concerns(ones.get(i), first.paymentId());
      if (makesPayment) {
        meanings.put(first.paymentId(), PAYMENT);
        script.append(statement).append(", id \\gset\n");
      } else {
        script.append(statement).append(";\n");
      }
    }
    return script.toString();
  }

  private static List<Exchange.Statement> statements(Heard heard) {
    List<Exchange.Statement> all = new ArrayList<>();
    heard.exchanges().forEach(exchange -> all.addAll(exchange.statements()));
    return all;
  }

  private static boolean concerns(Exchange.Statement statement, String value) {
    return statement.values().stream().anyMatch(known -> known.startsWith("'" + value + "'"));
  }

  private static String filled(
      Exchange.Statement one, Exchange.Statement other, Map<String, String> meanings) {
    Matcher parameter = PARAMETER.matcher(one.sql());
    StringBuilder filled = new StringBuilder();
    while (parameter.find()) {
      int i = Integer.parseInt(parameter.group(1)) - 1;
      String value = one.values().get(i);
      boolean same = Objects.equals(value, other.values().get(i));
      parameter.appendReplacement(
          filled, Matcher.quoteReplacement(same ? value : anew(value, meanings)));
    }
    return parameter.appendTail(filled).toString().strip();
  }

  private static String anew(String value, Map<String, String> meanings) {
    for (Map.Entry<String, String> meaning : meanings.entrySet()) {
      String literal = "'" + meaning.getKey() + "'";
      if (value.startsWith(literal)) {
        return "(" + meaning.getValue() + ")" + value.substring(literal.length());
      }
    }
    if (!UUID_LITERAL.matcher(value).matches()) {
      // what was signed or counted stays as it was heard: its length is what costs
      return value;
    }
    if (!meanings.containsValue(PAYMENT)) {
      return NEW_ID;
    }
    // an id that stands in two places is the same in both, as new as the payment's
    meanings.put(
        value.substring(1, UUID_END),
        "overlay((:id)::text placing '%02x' from 35)".formatted(meanings.size()));
    return anew(value, meanings);
  }
}
