package io.kassa.web.ledger;

import io.kassa.access.Caller;
import io.kassa.failure.PaymentException;
import io.kassa.ledger.boundary.Ledger;
import io.kassa.money.CurrencyCode;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.ledger.LedgerJson.AccountJson;
import io.kassa.web.ledger.LedgerJson.BalanceJson;
import io.kassa.web.ledger.LedgerJson.EntryJson;
import io.kassa.web.ledger.LedgerJson.TransactionJson;
import io.kassa.web.ledger.LedgerJson.TrialBalanceJson;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** {@code /ledger}: what stands in the books, for operators and auditors. */
@Path("/ledger")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class LedgerResource {
  private static final String LIST = "ledger-entries";

  @EJB private Ledger ledger;
  @Context private HttpServletRequest request;

  /** The body of {@code POST …/reversal}. */
  public record ReversalJson(
      @NotNull UUID merchantId,
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          String reason) {}

  /** A merchant's own accounts. */
  @GET
  @Path("/accounts")
  public PageJson<AccountJson> accounts(@QueryParam("merchantId") UUID merchantId) {
    return new PageJson<>(
        ledger.accounts(caller(), named("merchantId", merchantId)).stream()
            .map(AccountJson::of)
            .toList(),
        null);
  }

  /** What stood on an account. */
  @GET
  @Path("/accounts/{accountId}")
  public BalanceJson account(
      @PathParam("accountId") UUID accountId, @QueryParam("asOf") Instant asOf) {
    return BalanceJson.of(ledger.balance(caller(), accountId, asOf));
  }

  /** A page of an account's entries, newest first. */
  @GET
  @Path("/accounts/{accountId}/entries")
  public PageJson<EntryJson> entries(
      @PathParam("accountId") UUID accountId,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Cursor before = cursor == null ? null : Cursor.parse(cursor, LIST, accountId);
    return PageJson.of(
        ledger.entries(
            caller(),
            accountId,
            before == null ? null : before.createdAt(),
            before == null ? null : before.id(),
            limit.value() + 1),
        limit.value(),
        posting -> EntryJson.of(posting, accountId),
        posting -> new Cursor(posting.bookedAt(), posting.transactionId()).text(LIST, accountId));
  }

  /** One transaction of a merchant. */
  @GET
  @Path("/transactions/{transactionId}")
  public TransactionJson transaction(
      @PathParam("transactionId") UUID transactionId, @QueryParam("merchantId") UUID merchantId) {
    return TransactionJson.of(
        ledger.transaction(caller(), named("merchantId", merchantId), transactionId));
  }

  /** Reverses a fee or a payout. */
  @POST
  @Path("/transactions/{transactionId}/reversal")
  public TransactionJson reverse(
      @PathParam("transactionId") UUID transactionId, ReversalJson body) {
    return TransactionJson.of(
        ledger.reverse(caller(), body.merchantId(), transactionId, body.reason()));
  }

  /** What the accounts held at the end of a day. */
  @GET
  @Path("/trial-balance")
  public TrialBalanceJson trialBalance(
      @QueryParam("date") LocalDate date,
      @QueryParam("currency") String currency,
      @QueryParam("merchantId") UUID merchantId) {
    if (CurrencyCode.find(named("currency", currency)).isEmpty()) {
      throw PaymentException.invalid("currency", "must be an ISO 4217 code that Kassa takes");
    }
    return TrialBalanceJson.of(
        ledger.trialBalance(caller(), named("date", date), currency, merchantId));
  }

  private static <T> T named(String name, T value) {
    if (value == null) {
      throw PaymentException.invalid(name, "must be there");
    }
    return value;
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
