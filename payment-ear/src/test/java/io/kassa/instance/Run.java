package io.kassa.instance;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** The run command: starts an instance, pays once, and serves until it is interrupted. */
public final class Run {

  private Run() {}

  /**
   * Runs until SIGINT or SIGTERM; with {@code -Dkassa.once} only until the payment is made.
   *
   * @param arguments none
   */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    Terminal terminal = Terminal.standard();
    Instance instance = Instance.start(Settings.forRun(System.getProperties()), terminal);
    instance.describe(instance.described());
    if (Settings.flag(System.getProperties(), "kassa.once")) {
      instance.close();
      return;
    }
    terminal.line("");
    terminal.line("Kassa runs; Ctrl-C stops it.");
    new CountDownLatch(1).await();
  }
}
