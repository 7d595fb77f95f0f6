package io.kassa.instance;

import io.kassa.client.failure.KassaException;
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
   * @throws IOException if the instance does not start or, with {@code -Dkassa.once}, the payment
   *     is refused
   */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    Terminal terminal = Terminal.standard();
    Instance instance = Instance.start(Settings.forRun(System.getProperties()), terminal);
    instance.describe(instance.described());
    boolean once = Settings.flag(System.getProperties(), "kassa.once");
    try {
      new Demo(instance, terminal).pay();
    } catch (IOException | KassaException e) {
      if (once) {
        instance.close();
        throw e;
      }
      terminal.bad("The payment failed: " + e.getMessage());
    }
    if (once) {
      instance.close();
      return;
    }
    summary(instance, terminal);
    new CountDownLatch(1).await();
  }

  private static void summary(Instance instance, Terminal terminal) throws IOException {
    terminal.line("");
    terminal.step("Kassa runs; Ctrl-C stops it");
    terminal.detail("API", instance.apiBase().toString());
    terminal.detail("console", instance.base() + "/console");
    terminal.detail("  user", instance.operatorUser() + " / " + instance.operatorPassword());
    terminal.detail("server console", instance.adminConsole());
    terminal.detail("  user", Server.ADMIN + " / " + instance.adminPassword());
    terminal.detail("database", instance.database().jdbcUrl());
    terminal.detail("for scripts", instance.description().toString());
    terminal.detail("command line", "payment-client/bin/kassa pay");
  }
}
