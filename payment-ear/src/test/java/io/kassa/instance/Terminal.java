package io.kassa.instance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Where the launcher speaks to the person who started it; coloured only on a terminal. */
final class Terminal {

  private static final String ESCAPE = "\u001b[";

  private final PrintStream out;
  private final boolean coloured;

  private Terminal(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  static Terminal standard() {
    return new Terminal(
        // The stream as it stands: Maven and its test runner have put their own there.
        System.out, isTerminal() && System.getenv("NO_COLOR") == null);
  }

  /** A pipe or a file has no name below /dev that begins so. */
  private static boolean isTerminal() {
    try {
      String name = Path.of("/dev/stdout").toRealPath().toString();
      return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  void line(String text) {
    out.println(text);
  }

  void step(String text) {
    out.println(paint("36", "==> ") + paint("1", text));
  }

  void detail(String name, String value) {
    out.println("    " + paint("2", (name + ":" + " ".repeat(20)).substring(0, 20)) + value);
  }

  void good(String text) {
    out.println("    " + paint("32", text));
  }

  void bad(String text) {
    out.println(paint("31", text));
  }

  private String paint(String code, String text) {
    return coloured ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
