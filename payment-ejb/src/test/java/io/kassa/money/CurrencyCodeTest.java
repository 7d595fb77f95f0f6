package io.kassa.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyCodeTest {
  @ParameterizedTest
  @CsvSource({
    "JPY,0", "KRW,0", "VND,0", "UGX,0", "ISK,0", "CLP,0", "XAF,0", "XOF,0", "XPF,0", "CNY,2",
    "USD,2", "EUR,2", "HUF,2", "TWD,2", "IDR,2", "MGA,2", "MRU,2", "XCD,2", "XCG,2", "SLE,2",
    "ZWG,2", "VED,2", "VES,2", "KWD,3", "BHD,3", "TND,3", "IQD,3", "JOD,3", "LYD,3", "OMR,3"
  })
  void currencyHasTheDecimalsOfIso4217(String code, int decimals) {
    CurrencyCode currency = CurrencyCode.of(code);

    assertThat(currency.decimals()).isEqualTo(decimals);
    assertThat(currency.code()).isEqualTo(code);
    assertThat(currency).hasToString(code);
    assertThat(CurrencyCode.find(code)).containsSame(currency);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC", "XBD",
        "XAD", "UYW", "UYI", "CLF", "BOV", "CHE", "CHW", "COU", "MXV", "USN"
      })
  void whatNobodyCanBePaidInIsNoCurrency(String code) {
    assertThat(CurrencyCode.find(code)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ANG", "BGN", "CUC", "HRK", "SLL", "ZWL", "MRO", "STD", "VEF", "BYR", "DEM"})
  void withdrawnCodeIsNoCurrency(String code) {
    assertThat(CurrencyCode.find(code)).isEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"cny", "Cny", "CN", "CNYY", " CNY", "CNY ", "156", "CΝY", "CNY\0"})
  void onlyTheExactSpellingIsACurrency(String code) {
    assertThat(CurrencyCode.find(code)).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> CurrencyCode.of(code))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a currency that Kassa takes");
  }

  @Test
  void theListIsFrozen() {
    assertThat(CurrencyCode.all()).hasSize(155);
    assertThat(CurrencyCode.all().stream().map(CurrencyCode::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[A-Z]{3}"));
  }

  /** The JDK is a second opinion on the decimals of every code that it knows as well. */
  @Test
  void decimalsAgreeWithTheJdkWhereItKnowsTheCode() {
    Set<String> jdk =
        Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    List<CurrencyCode> known =
        CurrencyCode.all().stream().filter(c -> jdk.contains(c.code())).toList();

    assertThat(known).hasSizeGreaterThan(145);
    assertThat(known)
        .allSatisfy(
            c ->
                assertThat(c.decimals())
                    .isEqualTo(Currency.getInstance(c.code()).getDefaultFractionDigits()));
  }
}
