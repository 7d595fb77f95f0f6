package io.kassa.web.accounts;

import io.kassa.access.Caller;
import io.kassa.balance.boundary.AccountView;
import io.kassa.balance.boundary.Accounts;
import io.kassa.balance.entity.AccountEntry;
import io.kassa.balance.entity.AccountStatus;
import io.kassa.balance.entity.Deposit;
import io.kassa.idempotency.Created;
import io.kassa.money.Money;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.json.KnownCurrency;
import io.kassa.web.platform.Cursor;
import io.kassa.web.platform.IdempotencyKey;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import io.kassa.web.platform.PageLimit;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** {@code /accounts}: parse, call {@link Accounts}, render. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AccountsResource {
  private static final String PRINTABLE = "\\P{Cntrl}*";
  private static final String NO_CONTROLS = "must not contain control characters";

  @EJB private Accounts accounts;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** The body of {@code POST /accounts}. */
  public record NewAccountJson(
      @NotBlank @Size(max = 64) @Pattern(regexp = PRINTABLE, message = NO_CONTROLS)
          String customerId,
      @NotNull @KnownCurrency String currency) {

    /** Without the customer, who may be a person. */
    @Override
    public String toString() {
      return "NewAccountJson[" + currency + "]";
    }
  }

  /** The body of {@code POST /accounts/{id}/deposits}. */
  public record NewDepositJson(
      @NotBlank @Size(max = 64) @Pattern(regexp = PRINTABLE, message = NO_CONTROLS)
          String depositId,
      @NotNull @Min(1) @Max(Money.MAX_AMOUNT_MINOR) Long amount) {}

  /** An account as answered. */
  public record AccountJson(
      UUID id,
      String customerId,
      String currency,
      AccountStatus status,
      long balance,
      Instant createdAt,
      Map<String, String> links) {}

  /** A deposit as answered. */
  public record DepositJson(
      UUID id, UUID accountId, String depositId, long amount, String currency, Instant createdAt) {}

  /** A movement as answered; {@code amount} is negative for value that went out. */
  public record EntryJson(
      UUID transactionId,
      String type,
      UUID referenceId,
      long amount,
      String currency,
      Instant bookedAt) {}

  /** Opens an account; 200 instead of 201 for the one that was there. */
  @POST
  public Response open(NewAccountJson body) {
    Created<AccountView> opened =
        accounts.open(caller(), body.customerId(), body.currency(), IdempotencyKey.of(request));
    AccountJson json = json(opened.value());
    return IdempotencyKey.createdOrFound(opened, self(json.id()), json);
  }

  /** One account. */
  @GET
  @Path("/{id}")
  public AccountJson get(@PathParam("id") UUID id) {
    return json(accounts.get(caller(), id));
  }

  /** An account's movements, newest first. */
  @GET
  @Path("/{id}/entries")
  public PageJson<EntryJson> entries(
      @PathParam("id") UUID id,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    Cursor from = cursor == null ? null : Cursor.parse(cursor, "entries", id);
    return PageJson.of(
        accounts.entries(
            caller(),
            id,
            from == null ? null : from.createdAt(),
            from == null ? null : from.id(),
            limit.value() + 1),
        limit.value(),
        AccountsResource::json,
        entry -> new Cursor(entry.bookedAt(), entry.transactionId()).text("entries", id));
  }

  /** Books a deposit; 200 instead of 201 for one that was booked before. */
  @POST
  @Path("/{id}/deposits")
  public Response deposit(@PathParam("id") UUID id, NewDepositJson body) {
    Created<Deposit> booked =
        accounts.deposit(caller(), id, body.depositId(), body.amount(), IdempotencyKey.of(request));
    return IdempotencyKey.createdOrFound(booked, null, json(booked.value()));
  }

  private AccountJson json(AccountView account) {
    String self = self(account.id());
    return new AccountJson(
        account.id(),
        account.customerId(),
        account.currency(),
        account.status(),
        account.balanceMinor(),
        account.createdAt(),
        Map.of("self", self, "entries", self + "/entries", "deposits", self + "/deposits"));
  }

  private static DepositJson json(Deposit deposit) {
    return new DepositJson(
        deposit.id(),
        deposit.accountId(),
        deposit.depositId(),
        deposit.amountMinor(),
        deposit.currency(),
        deposit.createdAt());
  }

  private static EntryJson json(AccountEntry entry) {
    return new EntryJson(
        entry.transactionId(),
        entry.type(),
        entry.referenceId(),
        entry.amountMinor(),
        entry.currency(),
        entry.bookedAt());
  }

  private String self(UUID id) {
    return links.api("/accounts/" + id);
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
