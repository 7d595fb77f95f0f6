package io.kassa.merchant.entity;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A business that is paid through Kassa. Born ACTIVE, live or test for life; may be suspended and
 * come back; never deleted, because its payments and books stay.
 */
@Entity
@Table(name = "merchants")
@NamedQuery(
    name = "Merchant.page",
    query = "select m from Merchant m where m.id < :before order by m.id desc")
public class Merchant {
  @Id private UUID id;

  @Column(name = "name")
  private String name;

  @Enumerated(EnumType.STRING)
  private MerchantMode mode;

  @Enumerated(EnumType.STRING)
  private MerchantStatus status;

  @Enumerated(EnumType.STRING)
  private Invoicing invoicing;

  @Enumerated(EnumType.STRING)
  @Column(name = "late_success")
  private LateSuccess lateSuccess;

  @Column(name = "seller_legal_name")
  private String sellerLegalName;

  @Column(name = "seller_tax_id")
  private String sellerTaxId;

  @Column(name = "seller_address")
  private String sellerAddress;

  @Column(name = "seller_country")
  private String sellerCountry;

  @Column(name = "seller_electronic_address")
  private String sellerElectronicAddress;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "merchant_return_origins",
      joinColumns = @JoinColumn(name = "merchant_id"))
  @Column(name = "origin")
  private Set<String> returnOrigins = new HashSet<>();

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "signed_only")
  private boolean signedOnly;

  @Version private long version;

  protected Merchant() {}

  public Merchant(UUID id, String name, MerchantMode mode, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.mode = mode;
    this.status = MerchantStatus.ACTIVE;
    this.invoicing = Invoicing.ALWAYS;
    this.lateSuccess = LateSuccess.ACCEPT;
    this.createdAt = createdAt;
  }

  public void rename(String newName) {
    name = newName;
  }

  public void invoice(Invoicing when) {
    invoicing = when;
  }

  public void treatLateSuccess(LateSuccess how) {
    lateSuccess = how;
  }

  public void sellAs(Seller seller) {
    sellerLegalName = seller.legalName();
    sellerTaxId = seller.taxId();
    sellerAddress = seller.address();
    sellerCountry = seller.country();
    sellerElectronicAddress = seller.electronicAddress();
  }

  /** Replaces the origins to which a phone may be sent back. */
  public void returnTo(Set<String> origins) {
    returnOrigins.retainAll(origins);
    returnOrigins.addAll(origins);
  }

  /** Whether the merchant's secrets prove nothing, only signed requests do. */
  public void acceptSignedOnly(boolean only) {
    signedOnly = only;
  }

  public void suspend() {
    status = MerchantStatus.SUSPENDED;
  }

  public void reactivate() {
    status = MerchantStatus.ACTIVE;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public MerchantMode mode() {
    return mode;
  }

  public MerchantStatus status() {
    return status;
  }

  public Invoicing invoicing() {
    return invoicing;
  }

  public LateSuccess lateSuccess() {
    return lateSuccess;
  }

  public Seller seller() {
    return new Seller(
        sellerLegalName, sellerTaxId, sellerAddress, sellerCountry, sellerElectronicAddress);
  }

  public boolean signedOnly() {
    return signedOnly;
  }

  public Set<String> returnOrigins() {
    return Set.copyOf(returnOrigins);
  }

  public Instant createdAt() {
    return createdAt;
  }
}
