package io.kassa.invoice.control.en16931;

import io.kassa.invoice.entity.InvoiceFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import un.unece.uncefact.data.standard.qualifieddatatype._100.CountryIDType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LegalOrganizationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TaxRegistrationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAddressType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePartyType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.UniversalCommunicationType;

/** Who sold (BG-4) and who bought (BG-7). */
final class Parties {
  /** Who is invoiced when nobody asked to be named: what a Chinese consumer's invoice says. */
  static final String CONSUMER = "Consumer 个人";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private static final int SHORTEST_VAT_ID = 4;

  /** The scheme of e-mail addresses among those of electronic addresses (CEF EAS). */
  private static final String EMAIL = "EM";

  private Parties() {}

  static TradePartyType seller(InvoiceFacts.Seller seller) {
    TradePartyType party = party(seller.legalName(), seller.country(), seller.electronicAddress());
    List<String> lines = seller.address().lines().filter(line -> !line.isBlank()).toList();
    TradeAddressType address = party.getPostalTradeAddress();
    if (!lines.isEmpty()) {
      address.setLineOne(Terms.text(lines.get(0)));
    }
    if (lines.size() > 1) {
      address.setLineTwo(Terms.text(lines.get(1)));
    }
    if (lines.size() > 2) {
      address.setLineThree(Terms.text(String.join(", ", lines.subList(2, lines.size()))));
    }
    party.setSpecifiedLegalOrganization(registered(seller.taxId()));
    party.getSpecifiedTaxRegistration().add(taxRegistration(seller.taxId()));
    return party;
  }

  static TradePartyType buyer(InvoiceFacts facts) {
    InvoiceFacts.Buyer buyer = facts.buyer();
    if (buyer == null) {
      return party(CONSUMER, facts.seller().country(), null);
    }
    String country = buyer.country() == null ? facts.seller().country() : buyer.country();
    TradePartyType party = party(buyer.name(), country, reached(buyer));
    if (buyer.taxId() != null && isVatId(buyer.taxId())) {
      party.getSpecifiedTaxRegistration().add(taxRegistration(buyer.taxId()));
    } else if (buyer.taxId() != null) {
      party.setSpecifiedLegalOrganization(registered(buyer.taxId()));
    }
    return party;
  }

  private static String reached(InvoiceFacts.Buyer buyer) {
    if (buyer.electronicAddress() == null && buyer.email() != null) {
      return EMAIL + ":" + buyer.email();
    }
    return buyer.electronicAddress();
  }

  private static TradePartyType party(String name, String country, String electronicAddress) {
    TradePartyType party = new TradePartyType();
    party.setName(Terms.text(name));
    TradeAddressType address = new TradeAddressType();
    address.setCountryID(new CountryIDType(country));
    party.setPostalTradeAddress(address);
    if (electronicAddress != null) {
      int colon = electronicAddress.indexOf(':');
      UniversalCommunicationType reached = new UniversalCommunicationType();
      reached.setURIID(
          Terms.id(electronicAddress.substring(colon + 1), electronicAddress.substring(0, colon)));
      party.getURIUniversalCommunication().add(reached);
    }
    return party;
  }

  private static LegalOrganizationType registered(String taxId) {
    LegalOrganizationType organization = new LegalOrganizationType();
    organization.setID(Terms.id(taxId));
    return organization;
  }

  private static TaxRegistrationType taxRegistration(String taxId) {
    TaxRegistrationType registration = new TaxRegistrationType();
    registration.setID(isVatId(taxId) ? Terms.id(compact(taxId), "VA") : Terms.id(taxId, "FC"));
    return registration;
  }

  /** VAT identifiers begin with a country's code (BR-CO-09); others are local (BT-32). */
  private static boolean isVatId(String taxId) {
    String compact = compact(taxId);
    return compact.length() >= SHORTEST_VAT_ID
        && compact.matches("[A-Z]{2}[0-9A-Z]*[0-9][0-9A-Z]*")
        && (COUNTRIES.contains(compact.substring(0, 2)) || compact.startsWith("EL"));
  }

  private static String compact(String taxId) {
    return taxId.replaceAll("[ .-]", "");
  }
}
