package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What merchants are paid, and that it ties to the books to the cent. */
class SettlementIT {
  private static final int FIRST = 5;
  private static final Pattern COMMA = Pattern.compile(",");

  private Shop shop;

  @BeforeEach
  void open() {
    shop = Shop.open("ON_REQUEST").with("TEST", "{}");
  }

  @Test
  void merchantThatDepositsAndPaysItselfIsPaidNothing() {
    String account = shop.account(100_000);
    assertThat(shop.order(account, 100_000).confirm().status()).isEqualTo(200);
    on(FIRST);
    ClosedDays.closeAnew();

    Reply made = settle(FIRST, FIRST - 1);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(number(made, "payable")).isZero();
    assertThat(number(made, "net")).isZero();
    assertThat(number(made, "fundingNetted")).isEqualTo(100_000);
    assertThat(total(made, "gross")).isEqualTo(100_000);
    assertThat(total(made, "funding")).isEqualTo(100_000);
    assertThat(made.text("status")).isEqualTo("NOTHING_PAYABLE");
    assertThat(payOut(made, "R-1").code()).isEqualTo("payout-conflict");
    assertThat(sum("MERCHANT_PAYABLE", 0)).isZero();
    assertThat(sum("MERCHANT_FUNDING_RECEIVABLE", 0)).isZero();
    Books.areRight();
  }

  @Test
  void statementTiesToTheLedgerToTheCent() throws Exception {
    fee(6_000, 7);
    String account = shop.account(10_000);
    pay(1_234, 56_789);
    assertThat(shop.order(account, 3_333).confirm().status()).isEqualTo(200);
    on(FIRST);
    fee(12_345, 0);
    pay(98_765, 1);
    on(FIRST - 1);
    pay(400);
    ClosedDays.closeAnew();

    Reply made = settle(FIRST, FIRST - 2);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    long fees = (7 + 7) + (341 + 7) + 20 + 1_219;
    long gross = 1_234 + 56_789 + 3_333 + 98_765 + 1;
    assertThat(total(made, "payments")).isEqualTo(5);
    assertThat(total(made, "gross")).isEqualTo(gross);
    assertThat(total(made, "fees")).isEqualTo(fees);
    assertThat(number(made, "payable")).isEqualTo(gross - fees - 10_000);
    assertThat(number(made, "opening")).isEqualTo(position(FIRST)).isZero();
    assertThat(number(made, "closing")).isEqualTo(position(FIRST - 2));
    assertThat(sum("FEES", FIRST - 2)).isEqualTo(fees);
    tableTies(made);
    camtTies(made);
    Reply pdf = Client.auditor().get(path(made), "application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-");
    assertThat(pdf.response().body())
        .isEqualTo(Client.auditor().get(path(made), "application/pdf").response().body());
    Books.areRight();
  }

  /** Every row of the table adds up, and the last one says what the statement says. */
  private void tableTies(Reply made) {
    Reply csv = Client.auditor().get(path(made), "text/csv");
    assertThat(csv.status()).as(csv.body()).isEqualTo(200);
    List<List<String>> rows =
        csv.body().lines().skip(1).map(row -> COMMA.splitAsStream(row).toList()).toList();
    assertThat(rows).hasSize(3);
    for (List<String> row : rows) {
      BigDecimal balance = new BigDecimal(row.get(2));
      for (int column = 4; column <= 9; column++) {
        balance = balance.add(new BigDecimal(row.get(column)));
      }
      assertThat(balance).isEqualTo(new BigDecimal(row.get(10)));
    }
    assertThat(rows.get(2).get(10)).isEqualTo(major(number(made, "closing")));
    assertThat(rows.get(2).get(11)).isEqualTo(major(number(made, "payable")));
  }

  /** Opening balance and entries are the closing balance, as the ledger has it. */
  private void camtTies(Reply made) throws Exception {
    Reply xml = Client.auditor().get(path(made), "application/xml");
    assertThat(xml.status()).as(xml.body()).isEqualTo(200);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.response().body()));
    BigDecimal balance = signed((Element) document.getElementsByTagName("Bal").item(0));
    var entries = document.getElementsByTagName("Ntry");
    assertThat(entries.getLength()).isEqualTo(5);
    for (int i = 0; i < entries.getLength(); i++) {
      balance = balance.add(signed((Element) entries.item(i)));
    }
    assertThat(balance).isEqualTo(new BigDecimal(major(number(made, "closing"))));
    assertThat(balance).isEqualTo(signed((Element) document.getElementsByTagName("Bal").item(1)));
  }

  private static BigDecimal signed(Element element) {
    BigDecimal amount =
        new BigDecimal(element.getElementsByTagName("Amt").item(0).getTextContent());
    return element.getElementsByTagName("CdtDbtInd").item(0).getTextContent().equals("CRDT")
        ? amount
        : amount.negate();
  }

  @Test
  void periodsFollowEachOtherAndLieInClosedDays() {
    pay(1_200);
    on(FIRST);
    ClosedDays.closeAnew();
    Reply first = settle(FIRST, FIRST - 1);
    assertThat(first.status()).as(first.body()).isEqualTo(201);

    Reply again = settle(FIRST, FIRST - 1);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    for (int[] period :
        List.of(
            new int[] {FIRST + 1, FIRST},
            new int[] {FIRST, FIRST - 2},
            new int[] {FIRST + 1, FIRST - 1},
            new int[] {FIRST - 2, FIRST - 3})) {
      Reply refused = settle(period[0], period[1]);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("settlement-conflict");
    }
    assertThat(settle(FIRST - 1, -1).code()).isEqualTo("period-open");
    assertThat(settle(FIRST - 1, FIRST - 1).fields()).containsExactly("to");
    assertThat(Books.refusal(copy("period_from - 1, period_to", "null::date", 1)))
        .contains("settlements_number_uq");
    assertThat(Books.refusal(copy("period_from, period_to + 1", "period_from", 2)))
        .contains("settlements_from_uq");
    assertThat(Books.refusal(copy("period_to + 1, period_to + 2", "period_to + 1", 2)))
        .contains("settlements_continues_fk");
    assertThat(Books.refusal(copy("period_from - 1, period_from", "null::date", 2)))
        .contains("settlements_first_ck");
  }

  private String copy(String period, String continues, int number) {
    return """
        insert into settlements
          (merchant_id, id, number, currency, period_from, period_to, continues_from, opening_minor,
           closing_minor, net_minor, payable_minor, payable_account, funding_netted_minor,
           merchant_name, test, created_at)
        select merchant_id, gen_random_uuid(), %d, currency, %s, %s, 0, 0, 0, 0, payable_account, 0,
               merchant_name, test, now()
          from settlements where merchant_id = '%s'
        """
        .formatted(number, period, continues, shop.merchantId());
  }

  @Test
  void payoutIsPostedOnceAndCanBeMadeAnewOnceItWasReversed() {
    pay(1_200);
    on(FIRST);
    ClosedDays.closeAnew();
    Reply made = settle(FIRST, FIRST - 1);

    Reply paid = payOut(made, "R-1");
    assertThat(paid.status()).as(paid.body()).isEqualTo(200);
    assertThat(paid.text("status")).isEqualTo("PAID_OUT");
    assertThat(payOut(made, "R-1").body()).isEqualTo(paid.body());
    assertThat(payOut(made, "R-2").code()).isEqualTo("payout-conflict");
    assertThat(sum("MERCHANT_PAYABLE", 0)).isZero();
    assertThat(sum("BANK", 0)).isEqualTo(1_200);

    String transaction = paid.json().getJsonObject("payout").getString("transactionId");
    Reply reversed =
        Client.operator()
            .post(
                "/ledger/transactions/" + transaction + "/reversal",
                "{\"merchantId\":\"%s\",\"reason\":\"sent back\"}".formatted(shop.merchantId()));
    assertThat(reversed.status()).as(reversed.body()).isEqualTo(200);
    assertThat(Client.auditor().get(path(made)).text("status")).isEqualTo("OPEN");
    assertThat(payOut(made, "R-2").text("status")).isEqualTo("PAID_OUT");
    assertThat(sum("BANK", 0)).isEqualTo(1_200);
    Books.areRight();
  }

  @Test
  void debtIsCarriedIntoTheNextSettlementAndMoneyIsInExactlyOne() {
    shop.account(500);
    on(FIRST);
    pay(1_200);
    on(FIRST - 1);
    pay(300);
    on(FIRST - 2);
    ClosedDays.closeAnew();

    Reply owing = settle(FIRST, FIRST - 1);
    assertThat(number(owing, "net")).isEqualTo(-500);
    assertThat(number(owing, "payable")).isZero();
    Reply second = settle(FIRST - 1, FIRST - 2);
    assertThat(number(second, "payable")).isEqualTo(700);
    Reply third = settle(FIRST - 2, FIRST - 3);
    assertThat(number(third, "opening")).isEqualTo(700);
    assertThat(number(third, "payable")).isEqualTo(300);
    assertThat(payOut(second, "R-2").status()).isEqualTo(200);
    assertThat(payOut(third, "R-3").status()).isEqualTo(200);
    assertThat(sum("MERCHANT_PAYABLE", 0)).isZero();
    assertThat(sum("MERCHANT_FUNDING_RECEIVABLE", 0)).isZero();
    Books.areRight();
  }

  @Test
  void auditorsReadAndDoNotActAndMerchantsReadTheirOwn() {
    pay(1_200);
    on(FIRST);
    ClosedDays.closeAnew();
    assertThat(post(Client.auditor(), FIRST, FIRST - 1).status()).isEqualTo(403);
    assertThat(post(shop.server(), FIRST, FIRST - 1).status()).isEqualTo(403);
    Reply made = settle(FIRST, FIRST - 1);

    assertThat(Client.auditor().get(path(made)).status()).isEqualTo(200);
    assertThat(shop.server().get(path(made)).body())
        .isEqualTo(Client.auditor().get(path(made)).body());
    JsonObject listed =
        shop.server().get(settlements()).json().getJsonArray("items").getJsonObject(0);
    assertThat(listed.getString("id")).isEqualTo(made.text("id"));
    assertThat(listed).doesNotContainKey("days");
    Shop other = Shop.open();
    assertThat(other.server().get(path(made)).status()).isEqualTo(404);
    assertThat(other.server().get(settlements()).status()).isEqualTo(404);
    String own = "/merchants/" + other.merchantId() + "/settlements/" + made.text("id");
    assertThat(other.server().get(own).status()).isEqualTo(404);
    String unknown = "/merchants/" + UUID.randomUUID() + "/settlements";
    assertThat(Client.auditor().get(unknown).status()).isEqualTo(404);
  }

  /** What was booked since the last call was booked on that day. */
  private void on(int days) {
    ClosedDays.move(shop.merchantId(), days, "true");
  }

  private void pay(long... amounts) {
    for (long amount : amounts) {
      assertThat(shop.order(null, amount).confirm("TEST").status()).isEqualTo(200);
    }
  }

  private void fee(int ratePpm, long fixed) {
    Client operator = Client.operator();
    Reply set = null;
    for (String channel : List.of("BALANCE", "TEST")) {
      set =
          operator.send(
              operator
                  .request("/merchants/" + shop.merchantId() + "/fees/" + channel + "/CNY")
                  .header("Content-Type", "application/json")
                  .PUT(
                      BodyPublishers.ofString(
                          "{\"ratePpm\":%d,\"fixed\":%d}"
                              .formatted(ratePpm, channel.equals("BALANCE") ? 0 : fixed))));
      assertThat(set.status()).as(set.body()).isEqualTo(200);
    }
    LedgerIT.inForce(set);
  }

  private Reply settle(int from, int to) {
    return post(Client.operator(), from, to);
  }

  private Reply post(Client client, int from, int to) {
    return client.post(
        settlements(),
        "{\"currency\":\"CNY\",\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(ClosedDays.ago(from), ClosedDays.ago(to)));
  }

  private Reply payOut(Reply made, String reference) {
    return Client.operator()
        .post(
            path(made) + "/payout",
            "{\"reference\":\"%s\",\"paidAt\":\"%sT00:00:00Z\"}"
                .formatted(reference, ClosedDays.ago(1)));
  }

  private String settlements() {
    return "/merchants/" + shop.merchantId() + "/settlements";
  }

  private String path(Reply made) {
    return settlements() + "/" + made.text("id");
  }

  /** Payable less receivable before a day, by the postings alone. */
  private long position(int days) {
    return sum("MERCHANT_PAYABLE", days) + sum("MERCHANT_FUNDING_RECEIVABLE", days);
  }

  /** Credits less debits before a day; 0 for all. */
  private long sum(String code, int days) {
    LocalDate before = days == 0 ? ClosedDays.ago(-2) : ClosedDays.ago(days);
    return Books.count(
        """
        select coalesce(sum(e.amount_minor), 0)
          from ledger_entries e join ledger_accounts a on a.id = e.account_id
         where e.merchant_id = '%s' and a.code = '%s' and e.booked_at < '%sT00:00:00Z'
        """
            .formatted(shop.merchantId(), code, before));
  }

  private static String major(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }

  private static long number(Reply reply, String member) {
    return Long.parseLong(reply.json().get(member).toString());
  }

  private static long total(Reply reply, String member) {
    return Long.parseLong(reply.json().getJsonObject("total").get(member).toString());
  }
}
