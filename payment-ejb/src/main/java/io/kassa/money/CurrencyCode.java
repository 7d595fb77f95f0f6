package io.kassa.money;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of the ISO 4217 currencies that Kassa takes, with the number of decimals of its minor unit.
 *
 * <p>The list is Kassa's own and frozen: it is ISO 4217 list one as it stands in 2026, without what
 * nobody can be paid in: funds and units of account ({@code BOV CHE CHW CLF COU MXV USN UYI UYW XAD
 * XDR XSU XUA}), bond units and metals ({@code XAG XAU XBA XBB XBC XBD XPD XPT}), {@code XTS} and
 * {@code XXX}, and without withdrawn codes ({@code ANG BGN CUC HRK SLL ZWL} and older). It is not
 * {@link java.util.Currency}'s list, which follows the JDK's version, still holds withdrawn codes
 * and answers -1 decimals for some. A currency that is added here stays here: stored payments refer
 * to it.
 *
 * <p>{@code MGA} and {@code MRU} have two decimals as in the standard, although their sub-unit is a
 * fifth.
 *
 * <p>There is one instance per code, so {@code ==} and {@code equals} agree. Immutable.
 */
public final class CurrencyCode {
  private static final String WITHOUT_DECIMALS =
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

  private static final String TWO_DECIMALS =
      "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF"
          + " CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD"
          + " GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD"
          + " LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD"
          + " PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP"
          + " STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG"
          + " YER ZAR ZMW ZWG";

  private static final String THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

  private static final Map<String, CurrencyCode> ALL = frozenList();

  private final String code;
  private final int decimals;

  private CurrencyCode(String code, int decimals) {
    this.code = code;
    this.decimals = decimals;
  }

  private static Map<String, CurrencyCode> frozenList() {
    Map<String, CurrencyCode> all = new TreeMap<>();
    addAll(all, WITHOUT_DECIMALS, 0);
    addAll(all, TWO_DECIMALS, 2);
    addAll(all, THREE_DECIMALS, 3);
    return Map.copyOf(all);
  }

  private static void addAll(Map<String, CurrencyCode> all, String codes, int decimals) {
    for (String code : codes.split(" ", -1)) {
      if (all.put(code, new CurrencyCode(code, decimals)) != null) {
        throw new IllegalStateException("currency listed twice: " + code);
      }
    }
  }

  /**
   * The currency of this code, if Kassa takes it.
   *
   * @param code three capital letters as in ISO 4217; another case is another code; may be null
   * @return empty for null and for every code that is not on the list; never null
   */
  public static Optional<CurrencyCode> find(String code) {
    return code == null ? Optional.empty() : Optional.ofNullable(ALL.get(code));
  }

  /**
   * The currency of this code.
   *
   * @param code three capital letters as in ISO 4217
   * @return never null
   * @throws IllegalArgumentException if the code is null or not on the list; the message does not
   *     repeat it
   */
  public static CurrencyCode of(String code) {
    return find(code)
        .orElseThrow(() -> new IllegalArgumentException("not a currency that Kassa takes"));
  }

  /** Every currency that Kassa takes, in no particular order; unmodifiable. */
  public static Collection<CurrencyCode> all() {
    return ALL.values();
  }

  /** The three capital letters of ISO 4217. */
  public String code() {
    return code;
  }

  /** How many decimals the minor unit has: 0, 2 or 3. */
  public int decimals() {
    return decimals;
  }

  /** The code. */
  @Override
  public String toString() {
    return code;
  }
}
