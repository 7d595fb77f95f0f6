package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.tax.TaxCalculation;
import io.kassa.tax.TaxCalculation.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditNoteFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

  @Test
  void refundOfEverythingRepeatsTheInvoice() {
    InvoiceFacts invoice = invoice(item(1, 1_000, 6), item(1, 280, 13));

    InvoiceFacts note = note(invoice, List.of(), 1_280);

    assertThat(note.lines()).isEqualTo(invoice.lines());
    assertThat(note.taxes()).isEqualTo(invoice.taxes());
    assertThat(note.taxMinor()).isEqualTo(invoice.taxMinor());
    assertThat(note.number()).isEqualTo("CN-2026-000001");
  }

  @Test
  void taxOfAPartIsInProportionAndRoundedHalfUp() {
    // 1060 at 6 %: 1000 net and 60 tax
    InvoiceFacts invoice = invoice(item(1, 1_060, 6));

    assertThat(note(invoice, List.of(), 530).taxMinor()).isEqualTo(30);
    // 8 * 60 / 1060 = 0.45, 9 * 60 / 1060 = 0.51
    assertThat(note(invoice, List.of(), 8).taxMinor()).isZero();
    assertThat(note(invoice, List.of(), 9).taxMinor()).isEqualTo(1);
    // 3 at 20 % of 6 is exactly one half
    assertThat(note(invoice(item(1, 6, 20)), List.of(), 3).taxMinor()).isEqualTo(1);
  }

  @Test
  void partIsSpreadOverTheRatesAndTheLowerOneWinsATie() {
    InvoiceFacts invoice = invoice(item(1, 500, 13), item(1, 500, 6));

    InvoiceFacts note = note(invoice, List.of(), 101);

    assertThat(note.lines())
        .extracting(line -> line.taxRate() + " " + line.grossMinor())
        .containsExactly("6 51", "13 50");
    assertThat(note.totalMinor()).isEqualTo(101);
  }

  @Test
  void rateWithoutShareHasNoLine() {
    InvoiceFacts invoice = invoice(item(1, 9_999, 13), item(1, 1, 6));

    assertThat(note(invoice, List.of(), 5).lines()).hasSize(1);
  }

  @Test
  void moreThanIsLeftIsABug() {
    InvoiceFacts invoice = invoice(item(1, 1_000, 6));
    InvoiceFacts first = note(invoice, List.of(), 600);

    assertThatThrownBy(() -> note(invoice, List.of(first), 401))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("401");
    assertThat(note(invoice, List.of(first), 400).totalMinor()).isEqualTo(400);
  }

  @Test
  void largestAmountDoesNotOverflow() {
    InvoiceFacts invoice = invoice(item(1, 999_999_999_998L, 13), item(1, 1, 6));

    assertThat(note(invoice, List.of(), 999_999_999_998L).totalMinor()).isEqualTo(999_999_999_998L);
  }

  @Test
  void partsThatMakeTheWholeMakeItsTaxesToo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      InvoiceFacts invoice = randomInvoice(random);
      List<InvoiceFacts> notes = new ArrayList<>();
      long left = invoice.totalMinor();
      while (left > 0) {
        long amount = notes.size() == 20 ? left : 1 + random.nextLong(left);
        InvoiceFacts note = note(invoice, notes, amount);
        assertThat(note.totalMinor()).as("seed %d", seed).isEqualTo(amount);
        assertThat(note.lines().stream().mapToLong(InvoiceFacts.Line::grossMinor).sum())
            .as("seed %d", seed)
            .isEqualTo(amount);
        assertThat(note.taxes()).as("seed %d", seed).allMatch(tax -> tax.netMinor() >= 0);
        notes.add(note);
        left -= amount;
      }
      for (InvoiceFacts.Tax tax : invoice.taxes()) {
        long credited =
            notes.stream()
                .flatMap(note -> note.taxes().stream())
                .filter(one -> one.rate().compareTo(tax.rate()) == 0)
                .mapToLong(InvoiceFacts.Tax::taxMinor)
                .sum();
        assertThat(credited).as("seed %d, rate %s", seed, tax.rate()).isEqualTo(tax.taxMinor());
      }
    }
  }

  @Test
  void factsOfACreditNoteSurviveTheirJson() {
    InvoiceFacts note = note(invoice(item(1, 1_000, 6)), List.of(), 400);

    assertThat(InvoiceFacts.fromJson(note.toJson())).isEqualTo(note);
    assertThat(new InvoiceRenderer().render(note)).isEqualTo(new InvoiceRenderer().render(note));
  }

  private static InvoiceFacts randomInvoice(Random random) {
    int[] rates = {0, 3, 6, 9, 13};
    List<Item> items = new ArrayList<>();
    int lines = 1 + random.nextInt(6);
    for (int i = 0; i < lines; i++) {
      items.add(item(1 + random.nextInt(4), 1 + random.nextInt(5_000), rates[random.nextInt(5)]));
    }
    return invoice(items.toArray(Item[]::new));
  }

  private static Item item(int quantity, long unitAmount, int rate) {
    return new Item("Tea 茶", quantity, unitAmount, BigDecimal.valueOf(rate));
  }

  private static InvoiceFacts note(InvoiceFacts invoice, List<InvoiceFacts> before, long amount) {
    Credited credited =
        new Credited(new UUID(3, 4), NOW, invoice.number(), NOW, amount < invoice.totalMinor());
    return CreditNoteFacts.of(invoice, before, amount, credited, "CN-2026-000001", NOW);
  }

  /** An invoice whose prices include tax. */
  private static InvoiceFacts invoice(Item... items) {
    long total = 0;
    for (Item item : items) {
      total += (long) item.quantity() * item.unitAmountMinor();
    }
    TaxCalculation sums = TaxCalculation.of(total, List.of(items));
    return new InvoiceFacts(
        1,
        "INV-2026-000001",
        NOW,
        new InvoiceFacts.Seller(
            "Teahouse 茶馆 Ltd", "91310000MA1K4LXH2P", "1 Nanjing Road", "CN", null),
        new InvoiceFacts.Buyer("A. Buyer", null, null, null, null),
        "order-1",
        new UUID(1, 2),
        null,
        "CNY",
        2,
        InvoiceFreezing.lines(sums),
        InvoiceFreezing.taxes(sums),
        true,
        sums.netMinor(),
        sums.taxMinor(),
        sums.totalMinor(),
        "WECHAT_PAY",
        "C-1",
        NOW,
        "https://pay.example/x",
        false,
        null);
  }
}
