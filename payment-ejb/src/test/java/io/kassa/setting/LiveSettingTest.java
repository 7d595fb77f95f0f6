package io.kassa.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.setting.OnlySources.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class LiveSettingTest {
  private final Map<String, String> values = new HashMap<>();
  private final Config config = new OnlySources(List.of(new Source(100, values)));

  @Test
  void numberIsTheOneOfThisMoment() {
    assertThat(LiveSetting.number(config, "kassa.limit", 7)).isEqualTo(7);

    values.put("kassa.limit", " 12 ");

    assertThat(LiveSetting.number(config, "kassa.limit", 7)).isEqualTo(12);
  }

  @Test
  void blankSettingIsNone() {
    values.put("kassa.limit", "  ");

    assertThat(LiveSetting.text(config, "kassa.limit")).isEmpty();
  }

  @Test
  void whatIsNoNumberIsRefusedByName() {
    values.put("kassa.limit", "many");

    assertThatThrownBy(() -> LiveSetting.number(config, "kassa.limit", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kassa.limit is not a number: many");
  }
}
