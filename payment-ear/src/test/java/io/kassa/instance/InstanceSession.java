package io.kassa.instance;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Starts one instance before the first system test and stops it after the last. Unit tests run
 * without: only the system tests' run sets {@code kassa.system.tests}.
 */
public final class InstanceSession implements LauncherSessionListener {

  private Instance instance;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (!Settings.flag(System.getProperties(), "kassa.system.tests")) {
      return;
    }
    try {
      instance = Instance.start(Settings.forTests(System.getProperties()), Terminal.standard());
      session.getLauncher().registerTestExecutionListeners(new Preparing());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the instance for the system tests does not start", e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (instance == null) {
      return;
    }
    try {
      SecondNode.awaitPrepared();
      instance.close();
    } catch (IOException e) {
      throw new IllegalStateException("the instance of the system tests does not stop", e);
    }
  }

  /** While other tests run, prepares the second node for those that carry the tag. */
  private static final class Preparing implements TestExecutionListener {
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      TestTag tag = TestTag.create(SecondNode.TAG);
      if (plan.countTestIdentifiers(test -> test.getTags().contains(tag)) > 0) {
        SecondNode.prepare();
      }
    }
  }
}
