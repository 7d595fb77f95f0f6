package io.kassa.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  @Test
  void oneSeedDrawsOnePlanAndAnotherSeedAnother() {
    assertThat(FaultPlan.draw(7, 100, 20)).isEqualTo(FaultPlan.draw(7, 100, 20));
    assertThat(FaultPlan.draw(8, 100, 20)).isNotEqualTo(FaultPlan.draw(7, 100, 20));
  }

  @Test
  void killsAreAsManyAsAskedForAndTakeTurns() {
    List<FaultKind> kills =
        FaultPlan.draw(7, 500, 20).stream().map(Fault::kind).filter(FaultKind::isKill).toList();

    assertThat(kills).hasSize(20);
    assertThat(kills.subList(0, 6))
        .containsExactly(
            FaultKind.NODE_KILLED,
            FaultKind.DATABASE_KILLED,
            FaultKind.BROKER_LOST,
            FaultKind.NODE_KILLED,
            FaultKind.DATABASE_KILLED,
            FaultKind.BROKER_LOST);
    assertThat(FaultPlan.draw(7, 20, 20)).allMatch(fault -> fault.kind().isKill());
  }

  @Test
  void longPlanHoldsEveryKindOnBothNodes() {
    Map<FaultKind, Long> kinds =
        FaultPlan.draw(7, 10_000, 30).stream().collect(groupingBy(Fault::kind, counting()));

    assertThat(kinds).containsOnlyKeys(FaultKind.values());
    assertThat(kinds.get(FaultKind.MESSAGES_LOST)).isGreaterThan(1_000);
    assertThat(kinds.get(FaultKind.CONNECTIONS_CUT)).isBetween(300L, 500L);
    assertThat(FaultPlan.draw(7, 1_000, 0).stream().map(Fault::node).distinct())
        .containsExactlyInAnyOrder(0, 1);
  }
}
