package io.kassa.servers;

import io.kassa.servers.Findings.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the system tests of a run that compares servers, and takes what they measured. Any other
 * run it leaves alone.
 */
public final class FindingsListener implements TestExecutionListener {
  private final Keeper keeper;
  private final SortedMap<String, Counts> classes = new TreeMap<>();
  private final Map<Figure, String> figures = new EnumMap<>(Figure.class);
  private TestPlan plan;
  private Instant begin;

  /** What becomes of the findings at the end of the run. */
  interface Keeper {
    Keeper NONE = findings -> {};

    void keep(Findings findings) throws IOException;
  }

  /** For JUnit, which finds it by its service file. */
  public FindingsListener() {
    this(
        Boolean.getBoolean("kassa.system.tests") && System.getProperty("kassa.compare") != null
            ? FindingsListener::keepInProject
            : Keeper.NONE);
  }

  FindingsListener(Keeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan started) {
    plan = started;
    begin = begin == null ? Instant.now() : begin;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> add(test, test.isTest() ? new Counts(1, 0, 0) : Counts.NONE);
      case ABORTED -> add(test, new Counts(0, 0, Math.max(1, testsIn(test))));
      case FAILED -> add(test, new Counts(0, 1, 0));
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    add(test, new Counts(0, 0, testsIn(test)));
  }

  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    entry
        .getKeyValuePairs()
        .forEach((key, value) -> Figure.named(key).ifPresent(f -> figures.put(f, value)));
  }

  /** A test that is repeated with arguments counts once where it did not come to them. */
  private int testsIn(TestIdentifier test) {
    return test.isTest()
        ? 1
        : (int) plan.getDescendants(test).stream().filter(TestIdentifier::isTest).count();
  }

  private void add(TestIdentifier test, Counts counts) {
    if (!counts.equals(Counts.NONE)) {
      classes.merge(classOf(test), counts, Counts::plus);
    }
  }

  /** The outermost class that a test stands in. */
  private String classOf(TestIdentifier test) {
    String name = test.getDisplayName();
    TestIdentifier at = test;
    while (at != null) {
      name =
          at.getSource()
              .filter(ClassSource.class::isInstance)
              .map(source -> ((ClassSource) source).getJavaClass().getSimpleName())
              .orElse(name);
      at = plan.getParent(at).orElse(null);
    }
    return name;
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    try {
      keeper.keep(
          new Findings(
              System.getProperty("kassa.server", "a server"),
              System.getProperty("kassa.server.version", ""),
              begin,
              classes,
              figures));
    } catch (IOException e) {
      throw new UncheckedIOException("the findings are not kept", e);
    }
  }

  private static void keepInProject(Findings findings) throws IOException {
    Path root = Path.of(System.getProperty("kassa.root")).toAbsolutePath().normalize();
    Path directory = root.resolve("target").resolve("servers");
    findings.write(directory);
    ServerTable.of(directory).writeInto(root.resolve("docs").resolve("servers.md"));
  }
}
