package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedCustomerTest {
  @ParameterizedTest
  @CsvSource({
    "a,                a***",
    "anna1,            a***",
    "anna12,           a***12",
    "anna@shop.example, a***le",
    "茶馆的常客们,         茶***客们",
    "😀😀😀😀😀😀,        😀***😀😀",
  })
  void showsTooLittleToLearn(String customerId, String masked) {
    assertThat(MaskedCustomer.mask(customerId)).isEqualTo(masked);
  }
}
