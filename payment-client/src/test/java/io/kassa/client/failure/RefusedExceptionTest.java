package io.kassa.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedExceptionTest {
  @Test
  void everyCodeOfTheContractHasItsClass() {
    for (String code : Contract.codes()) {
      RefusedException refusal = of(code);
      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
          .isEqualTo(code.replace("-", ""));
    }
    assertThat(RefusedException.class.getDeclaredClasses()).hasSize(Contract.codes().size());
  }

  @Test
  void codeOfANewerServerIsARefusalStill() {
    RefusedException refusal = of("moon-is-full");

    assertThat(refusal.getClass()).isEqualTo(RefusedException.class);
    assertThat(refusal.code()).isEqualTo("moon-is-full");
  }

  private static RefusedException of(String code) {
    return RefusedException.of(new Problem(409, code, "No", List.of(), null, null));
  }
}
