package io.kassa.instance;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

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
      instance.close();
    } catch (IOException e) {
      throw new IllegalStateException("the instance of the system tests does not stop", e);
    }
  }
}
