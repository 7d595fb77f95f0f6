package io.kassa.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** axe-core, and how it is run. */
final class Axe {
  static final String SCRIPT = read();

  /** The rules that are broken, each with its elements; empty if none is. */
  static final String RUN =
      """
      axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
        .then(({passes, violations}) => {
          if (passes.length < 10) {
            return 'only ' + passes.length + ' rules applied';
          }
          return violations.map(({id, nodes}) => id + ': ' + nodes.map((each) => each.html).join(' ')).join('\\n');
        })
      """;

  private Axe() {}

  private static String read() {
    try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
