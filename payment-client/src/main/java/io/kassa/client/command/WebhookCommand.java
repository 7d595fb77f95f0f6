package io.kassa.client.command;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kassa.client.failure.VerificationException;
import io.kassa.client.model.Event;
import io.kassa.client.verification.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kassa webhook}. */
@Command(
    name = "webhook",
    description = "Receive webhooks while you work on your own endpoint.",
    subcommands = WebhookCommand.Listen.class)
final class WebhookCommand {
  private static final int LONGEST_BODY = 1_024 * 1_024;

  @ParentCommand private Kassa kassa;

  /** {@code kassa webhook listen}. */
  @Command(name = "listen", description = "Receive, verify and show webhooks on a local port.")
  static final class Listen implements Callable<Integer> {
    @ParentCommand private WebhookCommand parent;

    @Option(
        names = "--port",
        defaultValue = "8787",
        description = "On 127.0.0.1; ${DEFAULT-VALUE} if not given, 0 for any that is free.")
    private int port;

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "0",
        description = "Ends after so many that verify; 0 for never.")
    private int count;

    @Override
    public Integer call() throws IOException, InterruptedException {
      Kassa kassa = parent.kassa;
      WebhookVerifier verifier =
          WebhookVerifier.of(
              kassa
                  .profile()
                  .webhookSecret()
                  .orElseThrow(() -> new UsageException("the profile has no webhookSecret")));
      CountDownLatch left = new CountDownLatch(count == 0 ? 1 : count);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      Printer printer = kassa.printer();
      server.createContext("/", exchange -> receive(exchange, verifier, printer, left));
      server.start();
      printer.remark("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
      try {
        left.await();
      } finally {
        server.stop(0);
      }
      return Exit.DONE;
    }

    private void receive(
        HttpExchange exchange, WebhookVerifier verifier, Printer printer, CountDownLatch left)
        throws IOException {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
      Headers headers = exchange.getRequestHeaders();
      int status = 204;
      try {
        Event event =
            verifier.verify(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body);
        printer.object(
            event,
            event.type(),
            event.paymentId().orElse(event.dataJson()) + "  " + headers.getFirst("webhook-id"));
      } catch (VerificationException forged) {
        printer.remark("refused: " + forged.getMessage());
        status = 401;
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      if (count > 0 && status == 204) {
        left.countDown();
      }
    }
  }
}
