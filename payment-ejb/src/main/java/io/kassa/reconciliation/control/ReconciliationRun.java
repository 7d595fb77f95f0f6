package io.kassa.reconciliation.control;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillUnavailableException;
import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.control.ConfigurationDirectory;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run from the download to the result. It holds no connection while it waits for a provider.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReconciliationRun {
  private static final Logger LOG = Logger.getLogger(ReconciliationRun.class.getName());

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private ReconciliationBook book;
  @EJB private StageBook stage;
  @EJB private Matching matching;
  @EJB private ConfigurationDirectory directory;
  @Inject private ChannelDirectory channels;

  /** Fetches, lays down and compares; completes when the run has ended, however it did. */
  public CompletionStage<Void> begin(Run run) {
    BillLoad load = new BillLoad(stage, run);
    return fetched(run, load)
        .thenRunAsync(
            () -> {
              String hash = load.finish();
              stage.know();
              matching.compare(run, load.lines(), hash);
            },
            executor)
        .handleAsync((done, failure) -> end(run, failure), executor);
  }

  private CompletionStage<Void> fetched(Run run, BillLoad load) {
    try {
      Channel channel =
          channels
              .find(run.channel())
              .orElseThrow(() -> new IllegalStateException("no channel " + run.channel()));
      ChannelSettings settings = directory.settings(run.merchantId(), run.configurationId());
      return channel.bill(settings, new BillRequest(run.date()), load);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private Void end(Run run, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      book.fail(run, reason(run, cause));
    }
    boolean more = true;
    while (more) {
      more = stage.remove(run);
    }
    return null;
  }

  private static String reason(Run run, Throwable cause) {
    if (cause instanceof BillUnavailableException) {
      return cause.getMessage();
    }
    LOG.log(Level.WARNING, "reconciliation " + run.reconciliationId() + " failed", cause);
    return "failed-here";
  }
}
