package io.kassa.sandbox;

import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Does what happens later; a failure is a bug of the sandbox and is logged. */
final class Clockwork extends ScheduledThreadPoolExecutor {

  private static final System.Logger LOG = System.getLogger(Clockwork.class.getName());
  private static final int THREADS = 8;

  Clockwork() {
    super(
        THREADS,
        work -> {
          Thread thread = new Thread(work, "kassa-sandbox");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  protected void afterExecute(Runnable work, Throwable thrown) {
    super.afterExecute(work, thrown);
    if (work instanceof Future<?> future && future.isDone()) {
      try {
        future.get();
      } catch (CancellationException | InterruptedException e) {
        LOG.log(Level.DEBUG, "the sandbox stops", e);
      } catch (ExecutionException e) {
        LOG.log(Level.ERROR, "a step of the sandbox failed", e.getCause());
      }
    }
  }
}
