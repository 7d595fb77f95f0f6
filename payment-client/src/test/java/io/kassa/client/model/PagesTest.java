package io.kassa.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final List<String> fetched = new ArrayList<>();

  private Page<Integer> fetch(String cursor) {
    fetched.add(cursor);
    if (cursor == null) {
      return new Page<>(List.of(1, 2), "a");
    }
    return cursor.equals("a") ? new Page<>(List.of(), "b") : new Page<>(List.of(3), null);
  }

  @Test
  void iterationGoesOverAllPagesAlsoOverAnEmptyOne() {
    assertThat(new Pages<>(this::fetch)).containsExactly(1, 2, 3);
    assertThat(fetched).isEqualTo(Arrays.asList(null, "a", "b"));
  }

  @Test
  void pageIsFetchedWhenItIsNeededOnly() {
    assertThat(new Pages<>(this::fetch).stream().limit(2)).containsExactly(1, 2);
    assertThat(fetched).hasSize(1);
  }

  @Test
  void cursorThatStaysEndsTheIteration() {
    assertThat(new Pages<>(cursor -> new Page<Integer>(List.of(), "same"))).isEmpty();
  }
}
