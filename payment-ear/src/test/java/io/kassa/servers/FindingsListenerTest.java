package io.kassa.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.kassa.servers.Findings.Counts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class FindingsListenerTest {

  @Test
  void testsAreCountedByTheirOutermostClass() {
    assertThat(found(Mixed.class).classes())
        .containsOnlyKeys("Mixed")
        .containsValue(new Counts(4, 1, 2));
  }

  @Test
  void classThatIsSwitchedOffIsSkippedWithAllOfItsTests() {
    assertThat(found(Off.class).all()).isEqualTo(new Counts(0, 0, 2));
  }

  @Test
  void classThatDoesNotBeginIsAFailure() {
    assertThat(found(Unbegun.class).all()).isEqualTo(new Counts(0, 1, 0));
  }

  @Test
  void measuredFiguresAreKeptAndOtherReportsAreNot() {
    Findings findings = found(Measuring.class);

    assertThat(findings.figures())
        .containsOnlyKeys(Figure.READY)
        .containsEntry(Figure.READY, "1.3");
    assertThat(findings.begin()).isNotNull();
  }

  private static Findings found(Class<?> tests) {
    List<Findings> kept = new ArrayList<>();
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build());
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
        new FindingsListener(kept::add));
    assertThat(kept).hasSize(1);
    return kept.get(0);
  }

  /** Tests of these are run by the tests above alone. */
  static class Mixed {
    @Test
    void passes() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void passesTwice(int ignored) {}

    @Test
    void fails() {
      fail("as it has to");
    }

    @Test
    void isAborted() {
      Assumptions.abort();
    }

    @Disabled("as it has to be")
    @Test
    void isSkipped() {}

    @Nested
    class Inner {
      @Test
      void passes() {}
    }
  }

  @Disabled("as it has to be")
  static class Off {
    @Test
    void one() {}

    @Test
    void other() {}
  }

  static class Unbegun {
    @BeforeAll
    static void begin() {
      fail("as it has to");
    }

    @Test
    void isNotReached() {}
  }

  static class Measuring {
    @Test
    void measures(TestReporter reporter) {
      Figure.READY.report(reporter, 1.26);
      reporter.publishEntry("something", "else");
    }
  }
}
