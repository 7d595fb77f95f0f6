package io.kassa.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {
  private static final UUID ID = UUID.fromString("01a21210-02b6-7b1f-f694-6aff0df31889");

  @Test
  void numberIsTheIdsHexDigitsAndLeadsBackToIt() {
    String number = OrderNumber.of(ID);

    assertThat(number).isEqualTo("01a2121002b67b1ff6946aff0df31889");
    assertThat(OrderNumber.parse(number)).contains(ID);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "01a2121002b67b1ff6946aff0df3188",
        "01a2121002b67b1ff6946aff0df318890",
        "01A2121002B67B1FF6946AFF0DF31889",
        "01a2121002b67b1fg6946aff0df31889",
        "+1a2121002b67b1f+6946aff0df31889"
      })
  void anythingElseIsNobodysNumber(String number) {
    assertThat(OrderNumber.parse(number)).isEmpty();
  }
}
